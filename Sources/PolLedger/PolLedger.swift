// PolLedger
