// PolSimulation
