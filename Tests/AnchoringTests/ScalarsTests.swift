import Base
import Testing

@testable import Anchoring

/// Which characters count as letters is part of the ledger format. An edit of a table that other modules share must
/// not change it.
@Suite struct ScalarsTests {
  private func hash(_ value: (UInt32) -> UInt32) -> UInt64 {
    var hash = FNV1a()
    for code in UInt32(0)...0x10FFFF { hash.add(value(code)) }
    return hash.value
  }

  @Test func `Every code point has the class that ledgers were written with`() {
    #expect(hash { Scalars.isSpace($0) ? 1 : 0 } == 0x05D5_70BB_8C3E_C7AC)
    #expect(hash { Scalars.isInvisible($0) ? 1 : 0 } == 0x25EC_0DC6_DC5E_134A)
    #expect(hash { Scalars.isWide($0) ? 1 : 0 } == 0xCF6F_D955_5779_255B)
    #expect(hash { Scalars.isWidePunctuation($0) ? 1 : 0 } == 0xB160_C576_7521_03A2)
    #expect(hash { Scalars.isWord($0) ? 1 : 0 } == 0xFBD4_DBB5_17B0_7BEF)
    #expect(hash { Scalars.fold($0) } == 0xC71D_EEF1_4E65_E64E)
  }
}
