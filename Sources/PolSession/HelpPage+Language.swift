extension HelpPage {
  /// The parts of the language.
  static let language = [
    HelpPage(
      topic: "start", words: ["begin", "tour", "mask"],
      text: """
        Who loses in a mask party? Agents must load stock when they join, at prices that
        fall with rank, and recruit below them. Enter these (paste them, or type: a row
        stays open until its brace is closed):

            product mask { cost 6 CNY; retail 128 CNY }
            policy mask_party {
              sells mask
              supply upline
              tier agent   { price 68 CNY; load 50 units }
              tier city    { price 45 CNY; load 200 units }
              tier general { price 30 CNY; load 1000 units }
            }
            market friends {
              people 20_000
              founders 5 general
              joins 90% agent, 9% city, 1% general
              recruits poisson(0.5 * room)
              demand poisson(0.5) * 1 unit
              quits 25% when age >= 3 months and net < -1_000 CNY
            }
            run party = mask_party in friends for 24 months

        Who loses? The run at a glance, then by figures:

            party
            party.losers
            mean net of party.agents by tier
            mean net of party.agents where joined > month 12

        And what if the load were 10 units? Nothing else changes, not even the luck:

            run light = mask_party with { tier agent { load 10 units } } in friends for 24 months
            light.losers
            light.losers - party.losers
            light.company.net - party.company.net

        Next: `:help time` steps through the months, `:help rule` adds fees and rebates,
        `:save party.pol` keeps it all as a script, `:list` says what there is.
        """),
    HelpPage(
      topic: "product", words: ["cost", "retail", "points", "volume"],
      text: """
        A product has what making one costs the company, and what a customer pays.

            product cream "Night cream" { cost 20 CNY; retail 399 CNY }
        """),
    HelpPage(
      topic: "policy", words: ["sells", "with", "rounding"],
      text: """
        A policy says what is sold, who fills orders, which tiers there are, and the rules.
        `with` lays clauses over one that exists; shown, it is the policy as changed:

            mask_party with { fee joining: 425 CNY on join to company 60%, upline 40% }
        """),
    HelpPage(
      topic: "tier", words: ["price", "load", "reach", "keep", "promotion"],
      text: """
        Tiers stand from the bottom up: what a unit costs them, and what they must buy on
        joining. Who meets `reach when` rises, from the next month on.

            policy ladder {
              sells mask
              tier agent { price 68 CNY; load 50 units }
              tier city { price 45 CNY; reach when team_orders >= 50_000 CNY }
            }
        """),
    HelpPage(
      topic: "rule",
      words: ["rules", "fee", "rebate", "deposit", "stock", "cap", "differential", "upline", "win"],
      text: """
        A rule: KIND NAME: AMOUNT of BASE on EVENT from PARTY to RECIPIENTS when CONDITION.
        Kinds: fee (an agent pays), deposit (pays, and is owed), rebate (the company pays),
        cost (somebody pays the outside world), stock (an agent must buy).

            policy ruled from mask_party {
              fee    joining: 425 CNY on join to company 60%, upline 40%
              rebate team:    [8%, 5%, 3%] of order to upline 1..3
              rebate step:    differential { city 5%, general 10% } of order to every upline
              rebate welcome: 20 CNY on win to self
              stock  reorder: 30 units when stock < 30 units
            }
            run fees = ruled in friends for 12 months
            sum team of fees.agents by tier
        """),
    HelpPage(
      topic: "supply", words: ["dropship", "company"],
      text: """
        Who fills an order: `supply company`; `supply upline`, the nearest upline with a
        lower price, who must order first what it lacks; `supply dropship`, nobody holds
        stock.

            run direct = mask_party with { supply company } in friends for 24 months
            direct.company.net - party.company.net
        """),
    HelpPage(
      topic: "market",
      words: [
        "people", "founders", "joins", "recruits", "arrivals", "accepts", "wins", "stays", "demand", "quits",
        "trait",
      ],
      text: """
        A market has people, who is there first, at which tier others join, how many each
        active agent recruits in a month and who accepts, the customers whom each wins and
        how many stay, what customers want and bring back, and who gives up. Of several
        products each is said in braces: demand { mask 2 units, cream 1 unit }. Draws:
        chance poisson binomial uniform normal lognormal beta; with one seed always the same.

            market crowd from friends { people 50_000; recruits poisson(0.8 * room) }
            run fast = mask_party in crowd for 24 months seed 7
            plot headcount of fast.months
        """),
    HelpPage(
      topic: "story", words: ["month", "orders", "sells", "refunds", "uses", "becomes"],
      text: """
        Named people and exact events, to see a policy fen by fen. Books tell one too:
        `story q3 from "members.csv", "events.csv"`.

            story chain {
              month 0: Ann joins as general
              month 1: Bob joins as agent under Ann
              month 2: Bob sells 6 units; Bob sells 2 units to Dan
            }
            run told = mask_party in chain
            told.Bob.net
            show month, rule, debit, credit, amount, units of told.ledger
        """),
    HelpPage(
      topic: "run", words: ["seed", "for", "in"],
      text: """
        `run NAME = POLICY in MARKET for N months seed S`. Its tables: agents, months,
        ledger, tiers. A run can go on from another: see `:help time`.

            run once_more = mask_party in friends for 24 months seed 2
            once_more.losers - party.losers
        """),
    HelpPage(
      topic: "query",
      words: [
        "count", "sum", "mean", "median", "share", "where", "by", "of", "gini", "top", "queries", "every",
      ],
      text: """
        AGGREGATE VALUE of TABLE where CONDITION by KEY. Aggregates: count sum mean median
        min max share all any gini top(1%) quantile(90%). Or list: COLUMNS of TABLE.
        `agents every month` has each agent as it stood at the end of each month.

            count of party.agents where net < 0 CNY
            share stock > 0 units of party.agents by tier
            show number, tier, net of party.agents where depth == 0
            plot joins of party.months
            max sold of party.agents every quarter
        """),
    HelpPage(
      topic: "measures", words: ["losers", "sell_through", "stockpile", "let", "measure", "function"],
      text: """
        Measures are functions of a run: losers winners sell_through stockpile turnover
        rebates recruiting_share retail_share payback collapse; `:source losers` shows one.
        Make your own:

            let deep(r) = share depth > 3 of r.agents
            party.deep
            party.sell_through
        """),
    HelpPage(
      topic: "check", words: ["expect", "claim"],
      text: """
        A claim and the condition that decides it. `:check` tries all of them again.

            check "most people lose": party.losers > 50%
            check "everyone wins" expect fail: party.losers == 0%
        """),
    HelpPage(
      topic: "sweep", words: ["step"],
      text: """
        Many runs, for every combination of some values, and what is to be kept of each.

            sweep loads for load in 10 .. 50 step 20, luck in 1 .. 2 {
              run r = mask_party with { tier agent { load load * 1 unit } } in friends for 12 months seed luck
              keep losers(r)
            }
            show mean losers of loads by load
        """),
    HelpPage(
      topic: "law", words: ["audit", "under", "finding", "cites", "hit", "undecided", "unknown"],
      text: """
        A law is a list of findings: hit, not hit, or undecided where a fact is missing. Nine
        are built in: cn us eu ca jp kr tw ind uk. It is no legal advice: nothing is called
        legal.

            use "laws/cn.pol"
            audit party under cn
            hit((party under cn(primarily = 60%)).entry_fee)
            law mine "Our line" (r, most = 10%) { finding load "asks too much" cites "ours": r.losers > most }
            audit party under mine

        `show cn` prints one that is taken in; `pol audit FILE --law cn,ca` asks of each run.
        """),
  ]

  /// The prompt itself.
  static let prompt = [
    HelpPage(
      topic: "time", words: ["at", "back", "fork"],
      text: """
        The run made last can be looked at month by month: `:at 6`, `:step`, `:back 2`,
        `:at end`. Expressions see it as it is then. `:fork other with { ... }` keeps a
        second world from here under a changed policy. A script says the same so:

            run early = party at month 6
            run other = party at month 6 with { tier agent { load none } } for 18 months
            other.losers - party.losers
        """),
    HelpPage(
      topic: "files", words: ["use", "script", "replace"],
      text: """
        :load FILE enters a script, :reload once more, :watch whenever it changes.
        :save FILE writes the session as a script that gives the same answers; `pol run
        FILE` runs it, and its exit status is 1 if a check fails. Tab completes paths.
        What was declared more than once stands there after `replace`.
        """),
    HelpPage(
      topic: "keys", words: ["emacs", "vi", "editrc"],
      text: """
        Enter submits, or opens a row while something is open; Alt-Enter opens a row.
        Up, Down       rows, then entries            Home, End, ^A, ^E  ends of the row
        PageUp, PageDown  entries                    Alt-B, Alt-F  by words
        Right, ^F      take the grey suggestion      Tab, Shift-Tab  complete
        ^R             search the history            ^K, ^U, ^W, ^Y  cut and bring back
        ^_             undo a change of the line     ^X^E  the line in $VISUAL or $EDITOR
        ^L             clear the screen              ^C, ^D, ^Z  clear, leave, stop
        `~/.editrc` is read: `bind -v` for vi; functions of pol are called `pol-...`.
        """),
    HelpPage(
      topic: "history", words: [],
      text: """
        Entries are remembered in $POL_HISTORY, or $XDG_STATE_HOME/pol/history, or
        ~/.local/state/pol/history: one a line, readable by you alone, shared by all
        sessions. POL_HISTORY= (empty) keeps them in memory only.
        """),
  ]
}
