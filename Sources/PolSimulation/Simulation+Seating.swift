import PolCheck
import PolSource

extension Simulation {
  /// The place that a story gives to somebody, if any; it has to be free and below whoever asked them.
  func place(
    _ placed: StoryDefinition.Placed?, of sponsor: Int?
  ) throws(RunFailure) -> Seating.Place? {
    // The checker refuses a place without a sponsor, or without a left and right.
    guard let placed, let sponsor, let seating = world.agents.seating else { return nil }
    let (parent, top) = (name(of: placed.under), name(of: sponsor))
    guard let levels = seating.levels(from: Int32(placed.under), upTo: Int32(sponsor)) else {
      throw .script(
        Diagnostic(
          "E0671", "\(parent) doesn't sit below \(top), who asks", at: placed.span,
          help: "name \(top), or somebody who sits below \(top)"))
    }
    if let depth = seating.depth, levels >= depth {
      throw .script(
        Diagnostic(
          "E0672", "this place is \(levels + 1) levels below \(top), and the matrix is \(depth) deep",
          at: placed.span, help: "choose a place that is higher up"))
    }
    let taken = seating.child(of: placed.under, leg: placed.leg)
    guard taken < 0 else {
      throw .script(
        Diagnostic(
          "E0670", "\(name(of: Int(taken))) already sits there", at: placed.span,
          help: "choose another place, or leave `placed` out: the first free place below \(top) is taken"))
    }
    return Seating.Place(parent: Int32(placed.under), leg: placed.leg)
  }

  /// From here on people sit by another plan: everyone is seated again, in order of joining, and periods that
  /// are under way begin anew for whatever is read of legs.
  mutating func seatAnew(_ placement: PlacementDefinition?) {
    world.agents.seating = placement.map { Seating(width: $0.width, depth: $0.depth) }
    for sponsor in world.agents.sponsor { world.agents.seating?.sit(below: sponsor) }
    world.flushed = [:]
    let maker = ColumnMaker(world: world, policy: policy, terms: terms, names: names)
    for reading in windows where reading.column.isOfLegs {
      if let (values, _) = maker.values(of: AgentReading(reading.column)).integers {
        world.periodStarts[reading] = values
      }
    }
  }
}
