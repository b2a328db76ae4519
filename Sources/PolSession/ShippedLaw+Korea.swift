extension ShippedLaw {
  /// Korea.
  static let korea = ShippedLaw(
    name: "kr",
    text: """
      # Korea. No legal advice: this compares figures with words of an Act, as it was read in secondary sources.
      # Confidence: A = the primary text or an official page was seen, B = a secondary source. Left out, as sources differ or
      # could not be read: yearly charges (art. 22), the highest unit price, withdrawal by salespersons (art. 17), sponsored
      # door-to-door sales (art. 29).
      #
      # `ceiling`: the yearly total of bonuses to all salespersons, as a share of the price of the goods supplied, in each
      # year counted from month 0, the last as far as it has come. `promised`: whether the ceiling is promised to be passed;
      # `withdrawal`: whether consumers may withdraw within 14 days, where the policy does not take goods back in full for a
      # month; no books hold either.

      law kr "Korea: Act on Door-to-Door Sales" (r, ceiling = 35%, promised = unknown, withdrawal = unknown) {
        let in_full = r.policy.refund == 100% and r.policy.refund_window >= 1 month

        finding multi_level "has salespersons in three or more levels, or pays beyond the immediate superior: the Act applies" cites "Act on Door-to-Door Sales etc., art. 2(5) [A/B]; KFTC order of 2023-07-31 [B]":
          r.policy.paid_levels >= 2 or (r.policy.pays_on_downline and 1 + (max depth of r.agents) >= 3)
        finding bonus_ceiling "pays all salespersons together more than the ceiling in a year" cites "Act on Door-to-Door Sales etc., art. 20(3), penalty art. 60(1)4 [B]":
          r.policy.pays_on_downline and (any rebates > ceiling * supplied of r.months every year)
        finding promised_ceiling "could pay more than the ceiling, and promises it" cites "Act on Door-to-Door Sales etc., art. 24(1) [B]":
          r.policy.pays_on_downline and r.policy.worst_payout > ceiling and promised
        finding withdrawal_time "gives consumers less than 14 days to withdraw" cites "Act on Door-to-Door Sales etc., art. 17 [B]":
          r.sold > 0 and not (in_full or withdrawal)
      }

      """)
}
