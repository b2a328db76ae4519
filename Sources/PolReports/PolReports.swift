// PolReports
