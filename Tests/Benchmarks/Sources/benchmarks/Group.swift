/// Jobs that are run in turn, as one load.
struct Group {
  /// What the table calls it.
  let load: String
  /// The first is what the others are compared with.
  let jobs: [Job]
  /// Whether they are one trade, drawn differently: then their agent-months must be near to one another.
  var isOneTrade = false
}
