import Foundation

extension Suite {
  /// Three levels and a differential up the whole chain.
  var chain: Group {
    Group(
      load: "chain",
      jobs: threads.map { run(place.script("chain"), 10_000_000 / scale, months: 24, threads: $0) })
  }

  /// A thousand small trades.
  var sweep: Group {
    let runs = 1000 / scale
    let jobs = threads.map { threads in
      Job(
        by: "pol", threads: threads, command: pol(place.script("sweep"), threads: threads, ["runs=\(runs)"]),
        task: "pol", people: runs * 10_000, months: 60, answer: .sweep)
    }
    return Group(load: "sweep of \(whole(runs)) runs", jobs: jobs)
  }

  /// An expression of 24 parts over many rows, as a script and as a loop. Each round has a number of its own in it.
  /// The time of making the rows is taken off.
  var expression: Group {
    get throws {
      let rows = 1_000_000 / scale
      let rounds = 200
      let sums = (1...rounds).map { round in
        "show sum (if net < -1_000 CNY then -least(net + stock * (68 CNY per unit), \(round) CNY) "
          + "else abs(net) + (sold - 2 units) * (12 CNY per unit) + number * 1 CNY) of r.agents"
      }
      let bare = place.script("expression")
      let full = try place.script("expression", from: bare, below: sums)
      let loop = place.own.appending(path: "LoopC").path
      let byHand = Job(
        by: "C", command: Command(program: loop, arguments: ["\(rows)", "\(rounds)"]),
        beneath: Command(program: loop, arguments: ["\(rows)", "0"]), rounds: rounds, task: "sums",
        people: rows, answer: .numbers(rows: rows, first: rounds))
      return Group(
        load: "expression",
        jobs: [byHand]
          + threads.map { threads in
            Job(
              by: "pol", threads: threads, command: pol(full, threads: threads, ["crowd=\(rows)"]),
              beneath: pol(bare, threads: threads, ["crowd=\(rows)"]), rounds: rounds, task: "sums",
              people: rows, answer: .shown(rows: rows))
          })
    }
  }

  /// The company as the one supplier, beside uplines that run short.
  var supply: [Group] {
    get throws {
      let upline = place.script("supply")
      let company = try place.script("company", from: upline, ("  supply upline", to: "  supply company"))
      let people = 1_000_000 / scale
      return threads.map { threads in
        Group(
          load: "supply",
          jobs: [
            run(company, by: "pol, company", people, months: 24, threads: threads),
            run(upline, by: "pol, upline", people, months: 24, threads: threads),
          ])
      }
    }
  }

  /// The canonical trade with every transfer written: to a file, and to nowhere, which leaves the disk out.
  var journal: Group {
    let people = 1_000_000 / scale
    let file = place.scratch.appending(path: "journal")
    let jobs = threads.flatMap { threads in
      [(by: "pol, to a file", path: file.path), (by: "pol, to nowhere", path: "/dev/null")].map { way in
        var job = run(place.canonical, by: way.by, people, months: 24, threads: threads)
        job.command.arguments += ["--journal", way.path]
        job.answer = .journal(file)
        return job
      }
    }
    return Group(load: "journal", jobs: [run(place.canonical, people, months: 24, threads: 1)] + jobs)
  }

  /// Reading long scripts and checking names and dimensions.
  var check: Group {
    get throws {
      let jobs = try [10_000, 50_000, 100_000].map { size in
        let lines = size / scale
        let script = try place.script("lines-\(lines)", LongScript(lines: lines).text)
        return Job(
          by: "pol", command: Command(program: place.pol.path, arguments: ["check", script.path]),
          task: "\(lines) lines", answer: .checked(lines: lines))
      }
      return Group(load: "check", jobs: jobs)
    }
  }

  /// The canonical trade with more months, more levels, more rules. The rates are small, so that people's luck, and with
  /// it who stays, hardly depends on their number.
  var growth: [Group] {
    get throws {
      let people = 1_000_000 / scale
      let spans = [12, 24, 36, 48, 60].map { months in
        let point = Point(axis: .months, size: months)
        return Group(
          load: "months \(months)",
          jobs: [
            byHand(people, months: months, point: point),
            run(place.canonical, people, months: months, threads: 1, point: point),
          ], isOneTrade: true)
      }
      let counts = [1, 2, 4, 8, 16]
      let levels = try counts.map { count in
        let rates = Array(repeating: "0.1%", count: count).joined(separator: ", ")
        return try longer(.levels, count, ["  rebate team: [\(rates)] of order to upline 1..\(count)"])
      }
      let rules = try counts.map { count in
        try longer(.rules, count, (1...count).map { "  rebate team\($0): 0.1% of order to upline" })
      }
      return spans + levels + rules
    }
  }

  /// The canonical script with other lines instead of its rebate.
  private func longer(_ axis: Point.Axis, _ size: Int, _ rules: [String]) throws -> Group {
    let rebate = "  rebate team:    [8%, 5%, 3%] of order to upline 1..3"
    let load = "\(axis.rawValue) \(size)"
    let script = try place.script(
      load, from: place.canonical, (rebate, to: rules.joined(separator: "\n")))
    let job = run(
      script, 1_000_000 / scale, months: 24, threads: 1, point: Point(axis: axis, size: size))
    return Group(load: load, jobs: [job])
  }
}
