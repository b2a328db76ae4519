extension ShippedLaw {
  /// United States.
  static let unitedStates = ShippedLaw(
    name: "us",
    text: """
      # United States. No legal advice: this compares figures with words of orders and judgments, as they were read in
      # stored copies. Confidence: A = the primary text or an official page was seen, B = a secondary source. The
      # cooling-off period of 16 C.F.R. part 429 and the fallback ceiling of the Herbalife order could not be read, and are left
      # out; so is that order's limit of 200 dollars of own use a month, which bounds what counts and forbids nothing.
      #
      # `primarily`: the share that makes rewards primarily unrelated to sale (our line). `own_use`: units that each
      # participant may use and count as an ultimate user (the moderate reading). `ten_customers`: whether ten customers a
      # month are proved before a bonus is paid; no books hold that, but who sold less than ten units had not so many. Months
      # are looked at each by itself, and so are years, counted from month 0, the last as far as it has come.

      law us "United States: Koscot and what followed" (r, primarily = 50%, own_use = 12 units, ten_customers = unknown) {
        let rewards = r.receipts - r.turnover
        let on_joining = sum recruiting of r.months
        let on_sales = sum amount of r.ledger where kind is rebate and (cause is sale or cause is win)
        let on_orders = rewards - on_joining - on_sales
        let out = r.shipped
        let unsold = if out == 0 then 0 else 1 - r.sold / out
        let consumed = sum used of r.agents
        let own = if out == 0 then 0 else least(consumed, own_use * (count of r.agents)) / out
        let lying = if out == 0 then 0 else (sum stock of r.agents) / out
        let pays_to_sell = r.policy.entry_cost > 0 or r.policy.earning_cost > 0 or
          (r.policy.pays_on_downline and r.policy.ties_own_purchase)
        let strict = (on_joining + on_orders * unsold) / rewards
        let moderate = (on_joining + on_orders * greatest(0, unsold - own)) / rewards
        let lenient = (on_joining + on_orders * lying) / rewards
        let packages = sum amount of r.ledger where (kind is fee or kind is deposit or kind is purchase) and trigger is join
        let all_paid = (sum paid of r.agents) + r.turnover

        finding koscot_fee "participants pay the company for the right to sell or to be paid for others: a kit, a dearer tier, purchases for a rank" cites "In re Koscot Interplanetary, 86 F.T.C. 1106 (1975), prong 1 [A/B]; purchases: Webster v. Omnitrition, 79 F.3d 776 (9th Cir. 1996) [B]":
          pays_to_sell
        finding koscot_strict "pays for recruiting, unrelated to sale to ultimate users; no participant is one" cites "Koscot, both prongs [A/B]; the share is ours":
          pays_to_sell and rewards > 0 and strict > primarily
        finding koscot_moderate "the same; own use up to a measure is ultimate use" cites "Koscot; FTC v. BurnLounge, 753 F.3d 878 (9th Cir. 2014) [A/B]; the share and the measure are ours":
          pays_to_sell and rewards > 0 and moderate > primarily
        finding koscot_lenient "the same; all that does not lie in stock is ultimate use" cites "Koscot; BurnLounge [A/B]; the share is ours":
          pays_to_sell and rewards > 0 and lenient > primarily
        finding burnlounge_packages "pays for others, takes in primarily packages for joining, and most who joined paid more than they got" cites "FTC v. BurnLounge, 753 F.3d 878 (9th Cir. 2014) [A], figures [B]; the share is ours":
          rewards > 0 and pays_to_sell and packages > primarily * all_paid and
            (share net < 0 of r.agents) > 50%
        finding neora_demand "most rewards are for recruiting, or most goods meet no real demand" cites "FTC v. Neora, N.D. Tex., 2023-09-28 [B]; the share is ours":
          rewards > 0 and (on_joining > primarily * rewards or (out > 0 and greatest(0, unsold - own) > primarily))
        finding amway_buyback "pays on what others buy, leaves goods with agents, and buys nothing back" cites "In re Amway, 93 F.T.C. 618 (1979) [A], details [B]":
          r.policy.pays_on_downline and (sum stock of r.agents) > 0 and r.policy.buyback == 0%
        finding amway_seventy "pays some who have sold or used less than 70% of what they bought" cites "In re Amway, 70% rule; own use counts since 2005 [B]; each month":
          r.policy.pays_on_downline and
            (any rebates > 0 and ordered > 0 and sold + used < 70% * ordered of r.agents every month)
        finding amway_ten_customers "pays without proof of ten customers a month" cites "In re Amway, ten-customer rule [A], details [B]":
          r.policy.pays_on_downline and
            ((any rebates > 0 and sold < 10 units of r.agents every month) or not ten_customers)
        finding omnitrition_rank "ties pay or rank to own purchases" cites "Webster v. Omnitrition, 79 F.3d 776 (9th Cir. 1996) [B]":
          r.policy.pays_on_downline and r.policy.ties_own_purchase
        finding vemma_enrolling "pays for enrolling" cites "FTC v. Vemma, order of Dec. 2016, section II A [A]; it binds one company":
          r.policy.pays_for_recruiting
        finding vemma_purchases "ties pay or eligibility to own purchases" cites "FTC v. Vemma, order, section II B [A]; it binds one company":
          r.policy.ties_own_purchase
        finding vemma_majority "pays some whose own and downline's revenue is not mostly from outside" cites "FTC v. Vemma, order, section II C [B]; it binds one company; each month":
          r.policy.pays_on_downline and
            (any rebates > 0 and 2 * team_sales_units <= team_orders_units of r.agents every month)
        finding advocare_levels "pays on more than one level" cites "FTC v. AdvoCare, settlement of 2019 [B]; it binds one company; staff guidance of 2018, revised 2024-04-30 [B], binds nobody":
          r.policy.paid_levels > 1
        finding herbalife_eighty "less than 80% of what is sent out in a year is sold or used" cites "FTC v. Herbalife, C.D. Cal. 2:16-cv-05217, order of July 2016 [B]; it binds one company":
          r.policy.pays_on_downline and (any sold + used < 80% * shipped of r.months every year)
        finding herbalife_own_use "own use of somebody who is paid is more than a third of what that one sells or uses in a year" cites "FTC v. Herbalife, order [B]; it binds one company":
          r.policy.pays_on_downline and
            (any rebates > 0 and used > (sold + used) / 3 of r.agents every year)
        finding herbalife_refund "unsold goods are not taken back in full for 12 months" cites "FTC v. Herbalife, order [B]; it binds one company":
          (sum stock of r.agents) > 0 and (r.policy.buyback < 100% or r.policy.buyback_window < 12 months)
      }

      """)
}
