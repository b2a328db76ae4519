// PolSession
