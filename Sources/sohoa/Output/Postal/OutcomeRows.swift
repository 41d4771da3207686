import Dossiers
import PostalChannel

/// The outcomes of a reconciliation as `sohoa postal reconcile --format json` prints them: one for each outcome of each
/// entry, made one by one.
struct OutcomeRows: Sequence {
    private let result: ReconciliationResult
    /// Names of the statements' files by identity.
    private let names: [String: String]
    private let isBrief: Bool

    init(_ result: ReconciliationResult, names: [String: String], isBrief: Bool) {
        self.result = result
        self.names = names
        self.isBrief = isBrief
    }

    func makeIterator() -> some IteratorProtocol<OutcomeRow> {
        result.entries.lazy.flatMap { entry in entry.outcomes.all.map { row(entry, $0) } }.makeIterator()
    }

    private func row(_ entry: ReconciledEntry, _ outcome: Outcome) -> OutcomeRow {
        let input = result.input
        let parcel = entry.parcel.map { input.parcels[$0] }
        let line = entry.line.map { input.lines[$0] }
        var row = OutcomeRow(
            tracking: parcel?.tracking ?? line?.tracking.text ?? "", case: Nullable(parcel?.cases.first?.rawValue),
            outcome: outcome.rawValue)
        row.parcel = parcel?.id
        row.cases = parcel?.cases.map(\.rawValue)
        row.statement = line.map { names[$0.place.statement] ?? $0.place.statement }
        row.row = line?.place.row
        row.statementTracking = line?.tracking.text
        row.remarks = entry.remarks.all.map(\.rawValue)
        row.rule = entry.rule?.rawValue
        row.isFurtherLine = entry.isFurtherLine ? true : nil
        guard !isBrief else { return row }
        row.ruleVersion = entry.rule == nil ? nil : input.rules.version
        row.runnerUp = entry.runnerUp.map(runnerUp)
        if let parcel, let line { row.compared = ComparedField.all(parcel, line, input.rules) }
        return row
    }

    private func runnerUp(_ runnerUp: RunnerUp) -> OutcomeRow.RunnerUpRow {
        switch runnerUp {
        case .parcel(let place):
            OutcomeRow.RunnerUpRow(
                parcel: result.input.parcels[place].id, tracking: result.input.parcels[place].tracking)
        case .line(let place):
            OutcomeRow.RunnerUpRow(
                statement: names[result.input.lines[place].place.statement], row: result.input.lines[place].place.row,
                tracking: result.input.lines[place].tracking.text)
        }
    }
}

/// One outcome. Keys are stable; `tracking`, `case` and `outcome` are always there.
struct OutcomeRow: Encodable {
    struct RunnerUpRow: Encodable {
        var parcel: String?
        var statement: String?
        var row: Int?
        var tracking: String
    }

    var tracking: String
    var `case`: Nullable<String>
    var outcome: String
    var parcel: String?
    var cases: [String]?
    var statement: String?
    var row: Int?
    var statementTracking: String?
    var remarks: [String] = []
    var rule: String?
    var ruleVersion: String?
    var runnerUp: RunnerUpRow?
    var isFurtherLine: Bool?
    var compared: [ComparedField]?

    init(tracking: String, case: Nullable<String>, outcome: String) {
        self.tracking = tracking
        self.case = `case`
        self.outcome = outcome
    }
}
