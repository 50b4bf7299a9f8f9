/// Letters that are searched as others: the folded form first, then the lower-case letters that fold to it.
///
/// Made from the compatibility decompositions of Unicode 17 (UnicodeData.txt) for Latin, Greek, Cyrillic,
/// Arabic and full-width letters, less their marks, and from the letters that have no decomposition but are
/// typed without their stroke: ø, ł, đ, ð, þ, ħ, ŧ, ß, æ, œ, ı, ς. A literal, not a look-up in the running
/// Unicode library, because the bytes of an index must not depend on the toolchain. `search-tokens.js` reaches the
/// same letters by `normalize("NFKD")`; the shared table of cases holds the two together.
enum FoldTable {
  static let groups = """
    0 ０
    1 １
    2 ２
    3 ３
    4 ４
    5 ５
    6 ６
    7 ７
    8 ８
    9 ９
    a àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặａ
    ae æǣǽ
    aʾ ẚ
    b ḃḅḇｂ
    c çćĉċčḉｃ
    d ðďđḋḍḏḑḓｄ
    dz ǆǳ
    e èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệｅ
    f ḟｆ
    ff ﬀ
    ffi ﬃ
    ffl ﬄ
    fi ﬁ
    fl ﬂ
    g ĝğġģǧǵḡｇ
    h ĥħȟḣḥḧḩḫẖｈ
    i ìíîïĩīĭįıǐȉȋḭḯỉịｉ
    ij ĳ
    j ĵǰｊ
    k ķǩḱḳḵｋ
    l ĺļľŀłḷḹḻḽｌ
    lj ǉ
    m ḿṁṃｍ
    n ñńņňŉǹṅṇṉṋｎ
    nj ǌ
    o òóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợｏ
    oe œ
    p ṕṗｐ
    q ｑ
    r ŕŗřȑȓṙṛṝṟｒ
    s śŝşšſșṡṣṥṧṩẛｓ
    ss ß
    st ﬅﬆ
    t ţťŧțṫṭṯṱẗｔ
    th þ
    u ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữựｕ
    v ṽṿｖ
    w ŵẁẃẅẇẉẘｗ
    x ẋẍｘ
    y ýÿŷȳẏẙỳỵỷỹｙ
    z źżžẑẓẕｚ
    ʒ ǯ
    ʹ ʹ
    Υ ϒϓϔ
    α άἀἁἂἃἄἅἆἇὰάᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ
    β ϐ
    ε έϵἐἑἒἓἔἕὲέ
    η ήἠἡἢἣἤἥἦἧὴήᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇ
    θ ϑ
    ι ΐίϊἰἱἲἳἴἵἶἷὶίιῐῑῒΐῖῗ
    κ ϰ
    ο όὀὁὂὃὄὅὸό
    π ϖ
    ρ ϱῤῥ
    σ ςϲ
    υ ΰϋύὐὑὒὓὔὕὖὗὺύῠῡῢΰῦῧ
    φ ϕ
    ω ώὠὡὢὣὤὥὦὧὼώᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ
    а ӑӓ
    г ѓ
    е ѐёӗ
    ж ӂӝ
    з ӟ
    и йѝӣӥ
    к ќ
    о ӧ
    у ўӯӱӳ
    ч ӵ
    ы ӹ
    э ӭ
    і ї
    ѵ ѷ
    ә ӛ
    ө ӫ
    ا آأإ
    و ؤ
    ي ئ
    ہ ۂ
    ے ۓ
    ە ۀ
    """
}
