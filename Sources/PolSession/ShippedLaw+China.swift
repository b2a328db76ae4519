extension ShippedLaw {
  /// China.
  static let china = ShippedLaw(
    name: "cn",
    text: """
      # China. No legal advice: this compares figures with words of a law, as they were read in stored copies.
      # Confidence: A = the primary text or an official page was seen, B = a secondary source, C = remembered only.
      # Both regulations of 2005 were listed for revision in May 2025. What is C is undecided here.
      #
      # `fraud`, `coercion`: facts that no books hold. `primarily`: from what share on joining pays for the rest;
      # our line, no number of the law. `penalised`: persons with an earlier penalty. `consumers`: whether consumers may
      # bring unopened goods back for 30 days, where no clause of the policy says so. `deposit_is_fee`: whether a deposit on
      # joining is an entry fee in disguise. `leaves`: whether sellers may leave at any time within 60 days, and later at 15
      # days' notice; `training_paid`: whether fees are for training; `capital`: what the company has paid in. Where nobody
      # pays to join and nobody holds goods, nobody is bound (our line).

      law cn "China: pyramid selling and direct selling" (
        r, primarily = 50%, fraud = unknown, coercion = unknown, penalised = unknown, consumers = unknown,
        deposit_is_fee = unknown, leaves = unknown, training_paid = unknown, capital = unknown
      ) {
        let persons = count of r.agents
        let levels = 1 + (max depth of r.agents)
        let taken = (sum fees of r.months) + (sum deposits of r.months) + (sum supplied of r.months)
        let from_below = r.receipts - r.turnover
        let payouts = from_below - (sum purchases of r.months) + (sum supplied of r.months)
        let left = (sum net of r.agents) + r.company.net
        let heads = r.policy.pays_for_recruiting or r.policy.counts_heads
        let entry = r.policy.entry_cost > 0 or r.policy.earning_cost > 0 or (r.policy.entry_deposit > 0 and deposit_is_fee)
        let bound = r.policy.entry_cost > 0 or r.policy.entry_deposit > 0 or (sum stock of r.agents) > 0
        let in_order = r.policy.paid_levels > 0 or r.policy.pays_on_downline

        finding head_count "pays by the number of persons recruited, directly or indirectly" cites "Regulation on Prohibiting Pyramid Selling, State Council Order 444 (2005-11-01), art. 7(1) [A]":
          heads
        finding entry_fee "asks a fee, or a purchase in its place, for the right to join or to recruit" cites "the same, art. 7(2): no smallest amount [A]":
          entry
        finding team_pay "pays those above on what those below sell or buy" cites "the same, art. 7(3): no threshold of levels [A]":
          r.policy.pays_on_downline
        finding administrative "is pyramid selling in the administrative sense: one of the three above" cites "the same, art. 7 [A]; penalties art. 24 [B]":
          heads or entry or r.policy.pays_on_downline
        finding threshold "reaches 30 persons and 3 levels, the organiser and the organiser's level counted" cites "Standards for Filing and Prosecution (II) (2010-05-07), art. 78; Opinion 2013 No. 37, parts 1 and 7 [A]":
          persons >= 30 and levels >= 3
        finding crime "organises pyramid selling: entry, levels, pay by heads, coaxing into recruiting, and fraud" cites "Criminal Law art. 224-1 (2009) [A]":
          entry and heads and in_order and persons >= 30 and levels >= 3 and coercion and fraud
        finding sign_of_fraud "what customers paid, less making the goods, does not cover what agents are paid: joiners do" cites "Criminal Law art. 224-1 (2009) [A]; this sign of fraud is ours":
          payouts > 0 and left < payouts
        finding serious "is serious: 120 persons, 2.5 million yuan, or 60 with an earlier penalty" cites "Opinion 2013 No. 37, part 4 [A]":
          entry and heads and (persons >= 120 or taken >= 2_500_000 CNY or penalised >= 60)
        finding paid_by_joiners "pays in the form of team pay, and in substance for heads" cites "Opinion 2013 No. 37, part 5 [A]; the share is ours":
          r.policy.pays_on_downline and from_below > 0 and
            (if from_below > 0 then (sum recruiting of r.months) / from_below else 0) > primarily
        finding more_than_own_sales "pays a direct seller on more than own sales to consumers, or above 30% of them, each seller and month by itself" cites "Regulation on Direct Selling, Order 443 (2005), art. 24 [A]":
          r.policy.pays_on_downline or r.policy.pays_for_recruiting or not r.policy.pays_on_sales_alone or
            r.policy.worst_payout > 30% or
            (any rebates > 0 and rebates > 30% * own_sales of r.agents every month)
        finding paid_entry "makes a fee or a purchase the condition of becoming a seller" cites "Regulation on Direct Selling, art. 14 [A]":
          r.policy.entry_cost > 0 or (r.policy.entry_deposit > 0 and deposit_is_fee)
        finding short_returns "takes unopened goods back for less than 30 days or not at all, from consumers or from sellers" cites "Regulation on Direct Selling, art. 25: 30 days [A], details [C]":
          ((sum stock of r.agents) > 0 and (r.policy.buyback == 0% or r.policy.buyback_window < 1 month)) or
            (r.sold > 0 and r.policy.refund > 0% and r.policy.refund_window < 1 month) or
            (r.sold > 0 and r.policy.refund == 0% and not consumers)
        finding bound_sellers "does not let sellers leave at any time within 60 days, and later at 15 days' notice" cites "Regulation on Direct Selling, art. 17 [A]":
          bound and not leaves
        finding paid_training "takes money for training" cites "Regulation on Direct Selling, art. 18 [A]":
          (sum fees of r.months) > 0 and training_paid
        finding small_capital "the company has less than 80 million yuan paid in" cites "Regulation on Direct Selling, art. 7 [B]":
          bound and capital < 80_000_000 CNY
      }

      """)
}
