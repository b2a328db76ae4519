// PolCheck
