extension Currency {
  /// The active codes of ISO 4217 that have a minor unit, by how many decimals it stands for. Codes without
  /// one (gold, special drawing rights, testing) are left out: an amount of them can't be exact.
  private static let table: [(decimals: Int, codes: String)] = [
    (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
    (
      2,
      """
      AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE \
      CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD \
      HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK \
      MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD \
      RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH \
      USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG
      """
    ),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (4, "CLF UYW"),
  ]

  private static let byCode: [String: Currency] = {
    var found: [String: Currency] = [:]
    for (decimals, codes) in table {
      for code in codes.split(separator: " ") {
        found[String(code)] = Currency(code: String(code), decimals: decimals)
      }
    }
    return found
  }()

  /// All codes, in alphabetical order.
  package static let codes: [String] = byCode.keys.sorted()

  /// The renminbi, which `¥` stands for.
  package static let yuan = Currency(code: "CNY", decimals: 2)

  /// The currency of a code in capitals; nil for any other word.
  package static func named(_ code: String) -> Currency? {
    code.utf8.count == 3 ? byCode[code] : nil
  }
}
