extension ShippedLaw {
  /// European Union.
  static let europeanUnion = ShippedLaw(
    name: "eu",
    text: """
      # European Union. No legal advice: this compares figures with words of a directive and two judgments, as they were
      # read in stored copies. Confidence: A = the primary text or an official page was seen, B = a secondary source.
      #
      # `primarily`: the share of compensation that makes it primarily from introductions, and from what joiners pay (our
      # line). Consideration may be of any amount, but there must be one; if joiners pay for a margin of the compensation
      # only, it is no pyramid (4finance).

      law eu "European Union: pyramid promotional schemes" (r, primarily = 50%) {
        let compensation = r.receipts - r.turnover
        let on_joining = sum recruiting of r.months
        let consideration = r.policy.entry_cost > 0 or r.policy.earning_cost > 0
        let entries = sum amount of r.ledger where (kind is fee or kind is deposit or kind is purchase) and trigger is join

        finding pyramid "takes a consideration, and pays primarily for introducing others, out of what those pay" cites "Directive 2005/29/EC, Annex I no. 14 [A]; CJEU C-515/12 4finance, 3 Apr 2014 [A, paragraphs B]; the share is ours":
          consideration and compensation > 0 and on_joining / compensation > primarily and entries / compensation > primarily
        finding funded_by_joiners "pays on introductions, and what joiners pay is primarily what the compensation comes from" cites "CJEU C-515/12, paras 33-34 [B]; CJEU C-667/15 Loterie Nationale, 15 Dec 2016: the link may be indirect [A/B]; the share is ours":
          consideration and (r.policy.pays_for_recruiting or r.policy.pays_on_downline) and compensation > 0 and
            entries > r.turnover and entries / compensation > primarily
      }

      """)
}
