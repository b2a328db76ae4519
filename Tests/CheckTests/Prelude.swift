/// Measures as the prelude has them, for programs that use them.
let prelude = """
  let turnover(r)        = sum turnover of r.months
  let sell_through(r)    = (sum sold of r.months) / (sum shipped of r.months)
  let stockpile(r)       = (sum stock of r.agents) / (sum shipped of r.months)
  let losers(r)          = share net < 0 of r.agents
  let winners(r)         = share net > 0 of r.agents
  let rebates(r)         = sum rebates of r.months
  let recruiting_share(r) = (sum recruiting of r.months) / (sum receipts of r.months)
  let peak(r)            = max headcount of r.months
  let collapse(r)        = min month of r.months where headcount < peak(r) / 2
  """
