// PolEval
