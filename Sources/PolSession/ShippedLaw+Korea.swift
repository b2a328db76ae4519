extension ShippedLaw {
  /// Korea.
  static let korea = ShippedLaw(
    name: "kr",
    text: """
      # Korea. No legal advice: this compares figures with words of an Act, as it was read in secondary sources.
      # Confidence: A = the primary text or an official page was seen, B = a secondary source. Left out, as
      # remembered only: withdrawal by salespersons within three months (art. 17), sponsored door-to-door sales (art. 29).
      #
      # `ceiling`: the yearly total of bonuses to all salespersons, as a share of the price of the goods supplied, in each
      # year counted from month 0, the last as far as it has come. `promised`: whether the ceiling is promised to be
      # passed; `withdrawal`: whether consumers may withdraw within 14 days, where the policy does not take goods back in
      # full for a month; `gambling`: whether it expands like a gamble; no books hold these. `amended`: whether the decree
      # that lowers what a salesperson may be charged in a year from 50,000 to 30,000 won is in force (sources differ on
      # its date). `highest_price`: what a unit may cost; it was 1.6 million won before the decree of 2024-11-26, in force
      # six months after promulgation.

      law kr "Korea: Act on Door-to-Door Sales" (
        r, ceiling = 35%, promised = unknown, withdrawal = unknown, gambling = unknown, amended = unknown,
        highest_price = 2_000_000 KRW
      ) {
        let multi = r.policy.paid_levels >= 2 or (r.policy.pays_on_downline and 1 + (max depth of r.agents) >= 3)
        let passed = any rebates > ceiling * supplied of r.months every year
        let in_full = r.policy.refund == 100% and r.policy.refund_window >= 1 month

        finding multi_level "has salespersons in three or more levels, or pays beyond the immediate superior: the Act applies" cites "Act on Door-to-Door Sales etc., art. 2(5) [A/B]; KFTC order of 2023-07-31 [B]":
          multi
        finding bonus_ceiling "pays all salespersons together more than the ceiling in a year" cites "Act on Door-to-Door Sales etc., art. 20(3), penalty art. 60(1)4 [B]":
          r.policy.pays_on_downline and passed
        finding promised_ceiling "could pay more than the ceiling, and promises it" cites "Act on Door-to-Door Sales etc., art. 24(1) [B]":
          r.policy.pays_on_downline and promised and
            (passed or r.policy.worst_payout > ceiling or (r.policy.pays_by_period and unknown))
        finding gambling_expansion "expands as gambling does" cites "Act on Door-to-Door Sales etc., art. 24(1) [B]":
          multi and gambling
        finding withdrawal_time "gives consumers less than 14 days to withdraw" cites "Act on Door-to-Door Sales etc., art. 17 [B]":
          r.sold > 0 and not (in_full or withdrawal)
        finding charges "charges a salesperson more than the Act lets it in a year" cites "Act on Door-to-Door Sales etc., art. 22, and its decree [B, sources differ on dates]":
          multi and (sum fees of r.months) > 0 and
            ((any fees > 50_000 KRW of r.agents every year) or ((any fees > 30_000 KRW of r.agents every year) and amended))
        finding unit_price "sells a unit above the highest price" cites "Enforcement Decree of the Act on Door-to-Door Sales etc. [B]":
          multi and r.policy.highest_price > highest_price
      }

      """)
}
