import Basics
import GRDB
import Ledger

/// Whose records are, for callers of a narrow scope.
///
/// `agency` holds the key of an agency (``AgencyScope/key``), empty where nobody can say: of a case by its code, of a
/// batch by its station, of a waiting item by its case where the register has it, else by its batch; of a parcel the
/// smallest agency that has all of its cases, and so on for lists of parcels; of a difference by its parcel or case.
enum SQLiteAgenciesSchema {
    static func migrate(_ db: Database) throws {
        let key = DatabaseFunction("agency_key", argumentCount: 1, pure: true) { values in
            Self.key(ofCases: String.fromDatabaseValue(values[0]) ?? "")
        }
        let common = DatabaseFunction("common_agency", argumentCount: 2, pure: true) { values in
            AgencyScope.commonKey(
                String.fromDatabaseValue(values[0]) ?? "", String.fromDatabaseValue(values[1]) ?? "")
        }
        for function in [key, common] { db.add(function: function) }
        defer { for function in [key, common] { db.remove(function: function) } }
        try db.execute(sql: columns)
        try db.execute(sql: values)
        try db.execute(sql: indexes)
    }

    /// Of one case code, or of several with blanks between.
    private static func key(ofCases text: String) -> String {
        let keys = text.split(separator: " ").map { code in
            AgencyScope.key(ofAgency: String(code.prefix { $0 != "-" }))
        }
        guard let first = keys.first else { return "" }
        return keys.dropFirst().reduce(first, AgencyScope.commonKey)
    }

    private static let columns = [
        "cases", "stations", "batches", "waiting_items", "parcel_versions", "breaks", "manifests",
    ].map { "ALTER TABLE \($0) ADD COLUMN agency TEXT NOT NULL DEFAULT '';" }.joined(separator: "\n")

    /// Stations have none before somebody says so.
    private static let values = """
        UPDATE cases SET agency = agency_key(code);
        UPDATE waiting_items SET agency = COALESCE((SELECT c.agency FROM cases c WHERE c.code = proposed_case), '')
            WHERE proposed_case IS NOT NULL;
        UPDATE parcel_versions SET agency = agency_key(cases) WHERE superseded_at IS NULL;
        UPDATE breaks SET agency = COALESCE(
            (SELECT p.agency FROM parcel_versions p WHERE p.parcel_id = breaks.parcel_id AND p.superseded_at IS NULL),
            agency_key(COALESCE(case_code, '')));
        UPDATE manifests SET agency = COALESCE((
            SELECT common_agency(MIN(p.agency), MAX(p.agency))
            FROM manifest_lines ml JOIN parcel_versions p ON p.parcel_id = ml.parcel_id
            WHERE ml.number = manifests.number AND p.superseded_at IS NULL), '');
        """

    private static let indexes = """
        CREATE INDEX cases_agency ON cases(agency, code);
        CREATE INDEX batches_agency ON batches(agency, id);
        CREATE INDEX batches_of_nobody ON batches(station, id) WHERE agency = '';
        CREATE INDEX waiting_items_agency ON waiting_items(agency, created_at, id) WHERE resolved_at IS NULL;
        CREATE INDEX breaks_agency ON breaks(agency, day, id);
        CREATE INDEX breaks_agency_open ON breaks(agency, day, id) WHERE state <> 'closed';
        """
}
