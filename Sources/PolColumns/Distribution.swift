/// What can be drawn.
package enum Distribution: String, Hashable, Sendable, CaseIterable {
  case chance, poisson, binomial, uniform, normal, lognormal, beta
}
