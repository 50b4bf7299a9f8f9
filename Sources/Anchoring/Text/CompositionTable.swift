/// The canonical compositions of the Unicode Standard (chapter 3.11 and UnicodeData.txt, version 15), without the
/// Hangul syllables, which are computed. This is a literal for two reasons: the standard library has no
/// normalisation that gives the origin of each letter, and fingerprints must not change with its version.
enum CompositionTable {
  /// A second letter or mark, with pairs of a first letter and the composition of the two.
  static let pairs: [(second: UInt32, firstAndWhole: String)] = [
    (
      0x300,
      "AÀEÈIÌOÒUÙaàeèiìoòuùÜǛüǜNǸnǹЕЀИЍеѐиѝĒḔēḕŌṐōṑWẀwẁÂẦâầĂẰăằÊỀêềÔỒôồƠỜơờƯỪưừYỲyỳἀἂἁἃἈἊἉἋ"
        + "ἐἒἑἓἘἚἙἛἠἢἡἣἨἪἩἫἰἲἱἳἸἺἹἻὀὂὁὃὈὊὉὋὐὒὑὓὙὛὠὢὡὣὨὪὩὫαὰεὲηὴιὶοὸυὺωὼΑᾺΕῈΗῊ\u{1fbf}\u{1fcd}ϊῒ"
        + "ΙῚ\u{1ffe}\u{1fdd}ϋῢΥῪ\u{a8}\u{1fed}ΟῸΩῺ"
    ),
    (
      0x301,
      "AÁEÉIÍOÓUÚYÝaáeéiíoóuúyýCĆcćLĹlĺNŃnńRŔrŕSŚsśZŹzźÜǗüǘGǴgǵÅǺåǻÆǼæǽØǾøǿ\u{a8}\u{385}ΑΆ"
        + "ΕΈΗΉΙΊΟΌΥΎΩΏϊΐαάεέηήιίϋΰοόυύωώϒϓГЃКЌгѓкќÇḈçḉĒḖēḗÏḮïḯKḰkḱMḾmḿÕṌõṍŌṒōṓPṔpṕŨṸũṹWẂwẃÂẤâấ"
        + "ĂẮăắÊẾêếÔỐôốƠỚơớƯỨưứἀἄἁἅἈἌἉἍἐἔἑἕἘἜἙἝἠἤἡἥἨἬἩἭἰἴἱἵἸἼἹἽὀὄὁὅὈὌὉὍὐὔὑὕὙὝὠὤὡὥὨὬὩὭ"
        + "\u{1fbf}\u{1fce}\u{1ffe}\u{1fde}"
    ),
    (0x302, "AÂEÊIÎOÔUÛaâeêiîoôuûCĈcĉGĜgĝHĤhĥJĴjĵSŜsŝWŴwŵYŶyŷZẐzẑẠẬạậẸỆẹệỌỘọộ"),
    (0x303, "AÃNÑOÕaãnñoõIĨiĩUŨuũVṼvṽÂẪâẫĂẴăẵEẼeẽÊỄêễÔỖôỗƠỠơỡƯỮưữYỸyỹ"),
    (
      0x304,
      "AĀaāEĒeēIĪiīOŌoōUŪuūÜǕüǖÄǞäǟȦǠȧǡÆǢæǣǪǬǫǭÖȪöȫÕȬõȭȮȰȯȱYȲyȳИӢиӣУӮуӯGḠgḡḶḸḷḹṚṜṛṝαᾱΑᾹιῑΙῙ"
        + "υῡΥῩ"
    ),
    (0x306, "AĂaăEĔeĕGĞgğIĬiĭOŎoŏUŬuŭУЎИЙийуўЖӁжӂАӐаӑЕӖеӗȨḜȩḝẠẶạặαᾰΑᾸιῐΙῘυῠΥῨ"),
    (
      0x307,
      "CĊcċEĖeėGĠgġIİZŻzżAȦaȧOȮoȯBḂbḃDḊdḋFḞfḟHḢhḣMṀmṁNṄnṅPṖpṗRṘrṙSṠsṡŚṤśṥŠṦšṧṢṨṣṩTṪtṫWẆwẇXẊ"
        + "xẋYẎyẏſẛ"
    ),
    (
      0x308,
      "AÄEËIÏOÖUÜaäeëiïoöuüyÿYŸΙΪΥΫιϊυϋϒϔЕЁІЇеёіїАӒаӓӘӚәӛЖӜжӝЗӞзӟИӤиӥОӦоӧӨӪөӫЭӬэӭУӰуӱЧӴчӵЫӸ"
        + "ыӹHḦhḧÕṎõṏŪṺūṻWẄwẅXẌxẍtẗ"
    ),
    (0x309, "AẢaảÂẨâẩĂẲăẳEẺeẻÊỂêểIỈiỉOỎoỏÔỔôổƠỞơởUỦuủƯỬưửYỶyỷ"),
    (0x30a, "AÅaåUŮuůwẘyẙ"),
    (0x30b, "OŐoőUŰuűУӲуӳ"),
    (0x30c, "CČcčDĎdďEĚeěLĽlľNŇnňRŘrřSŠsšTŤtťZŽzžAǍaǎIǏiǐOǑoǒUǓuǔÜǙüǚGǦgǧKǨkǩƷǮʒǯjǰHȞhȟ"),
    (0x30f, "AȀaȁEȄeȅIȈiȉOȌoȍRȐrȑUȔuȕѴѶѵѷ"),
    (0x311, "AȂaȃEȆeȇIȊiȋOȎoȏRȒrȓUȖuȗ"),
    (0x313, "αἀΑἈεἐΕἘηἠΗἨιἰΙἸοὀΟὈυὐωὠΩὨρῤ"),
    (0x314, "αἁΑἉεἑΕἙηἡΗἩιἱΙἹοὁΟὉυὑΥὙωὡΩὩρῥΡῬ"),
    (0x31b, "OƠoơUƯuư"),
    (0x323, "BḄbḅDḌdḍHḤhḥKḲkḳLḶlḷMṂmṃNṆnṇRṚrṛSṢsṣTṬtṭVṾvṿWẈwẉZẒzẓAẠaạEẸeẹIỊiịOỌoọƠỢơợUỤuụƯỰưựYỴyỵ"),
    (0x324, "UṲuṳ"),
    (0x325, "AḀaḁ"),
    (0x326, "SȘsșTȚtț"),
    (0x327, "CÇcçGĢgģKĶkķLĻlļNŅnņRŖrŗSŞsşTŢtţEȨeȩDḐdḑHḨhḩ"),
    (0x328, "AĄaąEĘeęIĮiįUŲuųOǪoǫ"),
    (0x32d, "DḒdḓEḘeḙLḼlḽNṊnṋTṰtṱUṶuṷ"),
    (0x32e, "HḪhḫ"),
    (0x330, "EḚeḛIḬiḭUṴuṵ"),
    (0x331, "BḆbḇDḎdḏKḴkḵLḺlḻNṈnṉRṞrṟTṮtṯZẔzẕhẖ"),
    (
      0x338,
      "\u{2190}\u{219a}\u{2192}\u{219b}\u{2194}\u{21ae}\u{21d0}\u{21cd}\u{21d4}\u{21ce}"
        + "\u{21d2}\u{21cf}\u{2203}\u{2204}\u{2208}\u{2209}\u{220b}\u{220c}\u{2223}\u{2224}"
        + "\u{2225}\u{2226}\u{223c}\u{2241}\u{2243}\u{2244}\u{2245}\u{2247}\u{2248}\u{2249}"
        + "=\u{2260}\u{2261}\u{2262}\u{224d}\u{226d}<\u{226e}>\u{226f}\u{2264}\u{2270}"
        + "\u{2265}\u{2271}\u{2272}\u{2274}\u{2273}\u{2275}\u{2276}\u{2278}\u{2277}\u{2279}"
        + "\u{227a}\u{2280}\u{227b}\u{2281}\u{2282}\u{2284}\u{2283}\u{2285}\u{2286}\u{2288}"
        + "\u{2287}\u{2289}\u{22a2}\u{22ac}\u{22a8}\u{22ad}\u{22a9}\u{22ae}\u{22ab}\u{22af}"
        + "\u{227c}\u{22e0}\u{227d}\u{22e1}\u{2291}\u{22e2}\u{2292}\u{22e3}\u{22b2}\u{22ea}"
        + "\u{22b3}\u{22eb}\u{22b4}\u{22ec}\u{22b5}\u{22ed}"
    ),
    (
      0x342,
      "ἀἆἁἇἈἎἉἏἠἦἡἧἨἮἩἯἰἶἱἷἸἾἹἿὐὖὑὗὙὟὠὦὡὧὨὮὩὯαᾶ\u{a8}\u{1fc1}ηῆ\u{1fbf}\u{1fcf}ιῖϊῗ"
        + "\u{1ffe}\u{1fdf}υῦϋῧωῶ"
    ),
    (
      0x345,
      "ἀᾀἁᾁἂᾂἃᾃἄᾄἅᾅἆᾆἇᾇἈᾈἉᾉἊᾊἋᾋἌᾌἍᾍἎᾎἏᾏἠᾐἡᾑἢᾒἣᾓἤᾔἥᾕἦᾖἧᾗἨᾘἩᾙἪᾚἫᾛἬᾜἭᾝἮᾞἯᾟὠᾠὡᾡὢᾢὣᾣὤᾤὥᾥὦᾦὧᾧὨᾨὩᾩ"
        + "ὪᾪὫᾫὬᾬὭᾭὮᾮὯᾯὰᾲαᾳάᾴᾶᾷΑᾼὴῂηῃήῄῆῇΗῌὼῲωῳώῴῶῷΩῼ"
    ),
    (0x653, "\u{627}\u{622}"),
    (0x654, "\u{627}\u{623}\u{648}\u{624}\u{64a}\u{626}\u{6d5}\u{6c0}\u{6c1}\u{6c2}\u{6d2}\u{6d3}"),
    (0x655, "\u{627}\u{625}"),
    (0x93c, "\u{928}\u{929}\u{930}\u{931}\u{933}\u{934}"),
    (0x9be, "\u{9c7}\u{9cb}"),
    (0x9d7, "\u{9c7}\u{9cc}"),
    (0xb3e, "\u{b47}\u{b4b}"),
    (0xb56, "\u{b47}\u{b48}"),
    (0xb57, "\u{b47}\u{b4c}"),
    (0xbbe, "\u{bc6}\u{bca}\u{bc7}\u{bcb}"),
    (0xbd7, "\u{b92}\u{b94}\u{bc6}\u{bcc}"),
    (0xc56, "\u{c46}\u{c48}"),
    (0xcc2, "\u{cc6}\u{cca}"),
    (0xcd5, "\u{cbf}\u{cc0}\u{cc6}\u{cc7}\u{cca}\u{ccb}"),
    (0xcd6, "\u{cc6}\u{cc8}"),
    (0xd3e, "\u{d46}\u{d4a}\u{d47}\u{d4b}"),
    (0xd57, "\u{d46}\u{d4c}"),
    (0xdca, "\u{dd9}\u{dda}\u{ddc}\u{ddd}"),
    (0xdcf, "\u{dd9}\u{ddc}"),
    (0xddf, "\u{dd9}\u{dde}"),
    (0x102e, "\u{1025}\u{1026}"),
    (
      0x1b35,
      "\u{1b05}\u{1b06}\u{1b07}\u{1b08}\u{1b09}\u{1b0a}\u{1b0b}\u{1b0c}\u{1b0d}\u{1b0e}"
        + "\u{1b11}\u{1b12}\u{1b3a}\u{1b3b}\u{1b3c}\u{1b3d}\u{1b3e}\u{1b40}\u{1b3f}\u{1b41}"
        + "\u{1b42}\u{1b43}"
    ),
    (
      0x3099,
      "かがきぎくぐけげこごさざしじすずせぜそぞただちぢつづてでとどはばひびふぶへべほぼうゔゝゞカガキギクグケゲコゴサザシジスズセゼソゾタダチヂツヅテデトドハバヒビフブヘベホボ"
        + "ウヴワヷヰヸヱヹヲヺヽヾ"
    ),
    (0x309a, "はぱひぴふぷへぺほぽハパヒピフプヘペホポ"),
    (0x110ba, "\u{11099}\u{1109a}\u{1109b}\u{1109c}\u{110a5}\u{110ab}"),
    (0x11127, "\u{11131}\u{1112e}\u{11132}\u{1112f}"),
    (0x1133e, "\u{11347}\u{1134b}"),
    (0x11357, "\u{11347}\u{1134c}"),
    (0x114b0, "\u{114b9}\u{114bc}"),
    (0x114ba, "\u{114b9}\u{114bb}"),
    (0x114bd, "\u{114b9}\u{114be}"),
    (0x115af, "\u{115b8}\u{115ba}\u{115b9}\u{115bb}"),
    (0x11930, "\u{11935}\u{11938}"),
  ]

  /// Letters that are canonically equivalent to another letter: pairs of the letter and its equivalent.
  static let singles =
    "\u{340}\u{300}\u{341}\u{301}\u{343}\u{313}\u{374}ʹ\u{37e};\u{387}\u{b7}\u{1f71}ά\u{1f73}έ"
    + "\u{1f75}ή\u{1f77}ί\u{1f79}ό\u{1f7b}ύ\u{1f7d}ώ\u{1fbb}Ά\u{1fbe}ι\u{1fc9}Έ\u{1fcb}Ή\u{1fd3}ΐ"
    + "\u{1fdb}Ί\u{1fe3}ΰ\u{1feb}Ύ\u{1fee}\u{385}\u{1fef}`\u{1ff9}Ό\u{1ffb}Ώ\u{1ffd}\u{b4}"
    + "\u{2000}\u{2002}\u{2001}\u{2003}\u{2126}Ω\u{212a}K\u{212b}Å\u{2329}\u{3008}"
    + "\u{232a}\u{3009}"
}
