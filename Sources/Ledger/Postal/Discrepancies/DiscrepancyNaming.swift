import PostalChannel

/// Gives differences their identities: short, and the same in every run that finds them.
///
/// `P/<parcel>/<code>` for what is about one of our parcels; else `L/<file>-<row>/<code>` for a line of the post's, with
/// the number of the statement's file, `L/<file>.<sheet>-<row>/<code>` for a line on another sheet than the first.
public struct DiscrepancyNaming: Sendable {
    /// Numbers of the statements' files, from 1, by the statements' identities.
    private let files: [String: Int]

    init(files: [String: Int]) { self.files = files }

    /// The identity of a difference about a parcel.
    /// - Parameter parcel: `Parcel.id`.
    public static func id(_ code: String, parcel: String) -> DiscrepancyID {
        DiscrepancyID(rawValue: "P/\(parcel)/\(code)")
    }

    /// The identity of a difference about a line that no parcel explains; the file is 0 for a statement that came after
    /// the naming was made.
    public func id(_ code: String, line place: StatementLine.Place) -> DiscrepancyID {
        let sheet = place.sheet == 0 ? "" : ".\(place.sheet + 1)"
        return DiscrepancyID(rawValue: "L/\(files[place.statement] ?? 0)\(sheet)-\(place.row)/\(code)")
    }

    /// The identity of a difference of an entry; `nil` for an entry of nothing.
    public func id(_ code: String, _ entry: ReconciledEntry, in result: ReconciliationResult) -> DiscrepancyID? {
        entry.parcel.map { Self.id(code, parcel: result.input.parcels[$0].id) }
            ?? entry.line.map { id(code, line: result.input.lines[$0].place) }
    }

    /// Number of a statement's file, as the identities have it.
    public func file(of statement: StatementID) -> Int? { files[statement.rawValue] }
}

extension LedgerTransaction {
    /// The names of differences. A file has the number of the first statement that was made of it: one that is read anew
    /// keeps its differences.
    public func breakNaming() throws -> DiscrepancyNaming {
        var files: [String: Int] = [:]
        var first: [String: Int] = [:]
        for row in try sql.rows("SELECT id, number, artifact FROM statements ORDER BY number", []) {
            let (artifact, number) = (try row.text("artifact"), try row.integer("number"))
            let file = first[artifact] ?? number
            first[artifact] = file
            files[try row.text("id")] = file
        }
        return DiscrepancyNaming(files: files)
    }
}
