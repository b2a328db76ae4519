/// Measures that everyone needs, written in pol, and checked before every script.
package enum Prelude {
  /// What messages call it.
  package static let name = "<prelude>"

  /// The text, as `pol show prelude` prints it.
  package static let text = """
    # The prelude: measures that everyone needs. `r` is a run, so `party.sell_through` is `sell_through(party)`.

    # Units that the company sent out. A box that goes down a chain of agents counts once.
    let shipped(r) = sum shipped of r.months

    # Units that reached a customer.
    let sold(r) = sum sold of r.months

    # What customers paid.
    let turnover(r) = sum turnover of r.months

    # Of the units sent out, the share that reached a customer; 0 where nothing was sent out.
    let sell_through(r) = if shipped(r) == 0 then 0% else 100% * (sold(r) / shipped(r))

    # Of the units sent out, the share that lies unsold with agents at the end.
    let stockpile(r) = if shipped(r) == 0 then 0% else 100% * ((sum stock of r.agents) / shipped(r))

    # The share of people who have paid more than they got, and of those who got more than they paid.
    let losers(r) = share net < 0 of r.agents
    let winners(r) = share net > 0 of r.agents

    # What the company paid out under its rebates.
    let rebates(r) = sum rebates of r.months

    # What agents received in all: from customers, from other agents, from the company.
    let receipts(r) = sum receipts of r.months

    # Of all that agents received, the share that came because somebody joined.
    let recruiting_share(r) = if receipts(r) == 0 then 0% else 100% * ((sum recruiting of r.months) / receipts(r))

    # Of all that agents received, the share that customers paid; the rest is other agents' or the company's money.
    let retail_share(r) = if receipts(r) == 0 then 0% else 100% * (turnover(r) / receipts(r))

    # Of all that agents paid, the share that came back to them as money.
    let paid(r) = sum paid of r.agents
    let payback(r) = if paid(r) == 0 then 0% else 100% * ((sum got of r.agents) / paid(r))

    # The first month after the best one in which fewer than 5% of the best month's newcomers joined.
    # Founders don't count; a run whose growth never broke has none.
    let best_joins(r) = max joins of r.months where month > month 0
    let best_month(r) = min month of r.months where month > month 0 and joins == best_joins(r)
    let collapse(r) = min month of r.months where month > best_month(r) and joins < 5% * best_joins(r)

    """
}
