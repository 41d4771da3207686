/// Counters in the place of looks at the greatest number: of jobs, what happened to them, the turns of their lanes, and
/// imports of cases.
enum SQLiteCountersSchema {
    static let sql = """
        INSERT INTO counters (name, value) SELECT 'job', COALESCE(MAX(ordinal), 0) FROM jobs;
        INSERT INTO counters (name, value) SELECT 'job_event', COALESCE(MAX(ordinal), 0) FROM job_events;
        INSERT INTO counters (name, value) SELECT 'lane_turn', COALESCE(MAX(served), 0) FROM job_lanes;
        INSERT INTO counters (name, value) SELECT 'case_import', COALESCE(MAX(ordinal), 0) FROM case_imports;
        """
}
