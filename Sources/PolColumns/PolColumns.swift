// PolColumns
