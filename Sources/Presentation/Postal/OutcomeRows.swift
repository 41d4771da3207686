import Foundation
import PostalChannel
import PostalPipeline
import Synchronization

/// The outcomes of a reconciliation as JSON: a list with an object for each
/// outcome of each entry, one a line. Keys are stable and sorted; `tracking`, `case` and `outcome` are always there.
///
/// What is settled, and is not in the result, is given in parts and written where it belongs, so that the pairs of years
/// need not be in memory.
public final class OutcomeRows: Sendable {
    private let result: ReconciliationResult
    /// Names of the statements' files by identity.
    private let names: [String: String]
    private let isBrief: Bool
    private let state: Mutex<State>

    private struct State {
        var order: EntryOrder
        var json: JSONText
    }

    /// Bytes that are written at once.
    private static let piece = 1 << 20

    /// - Parameter isBrief: whether to leave out the compared fields.
    public init(_ result: ReconciliationResult, names: [String: String], isBrief: Bool) {
        (self.result, self.names, self.isBrief) = (result, names, isBrief)
        var json = JSONText(capacity: Self.piece + Self.piece / 4)
        json.beginList()
        state = Mutex(State(order: EntryOrder(result), json: json))
    }

    /// Writes settled entries, each after the entries of the result that come before it.
    /// - Parameters:
    ///   - settled: a result for each parcel, ascending by the parcels' identities, after those of earlier calls.
    ///   - body: takes the text, piece by piece.
    public func append(_ settled: [ReconciliationResult], to body: (Data) throws -> Void) throws {
        try state.withLock { state in
            for one in settled {
                let before = state.order.entries(before: one.input.parcels.first?.id)
                try write(before, of: result, to: &state.json, body)
                try write(one.entries[...], of: one, to: &state.json, body)
            }
        }
    }

    /// Writes what is left.
    /// - Parameter body: takes the text, piece by piece.
    public func finish(_ body: (Data) throws -> Void) throws {
        try state.withLock { state in
            try write(state.order.rest(), of: result, to: &state.json, body)
            state.json.endList(onNewLine: true)
            try body(Data(state.json.bytes + [UInt8(ascii: "\n")]))
        }
    }

    private func write(
        _ entries: ArraySlice<ReconciledEntry>, of result: ReconciliationResult, to json: inout JSONText,
        _ body: (Data) throws -> Void
    ) throws {
        let form = OutcomeForm(result, names: names, isBrief: isBrief)
        for entry in entries {
            for outcome in entry.outcomes.all {
                json.newLine()
                form.append(entry, outcome, to: &json)
            }
            if json.bytes.count > Self.piece {
                try body(Data(json.bytes))
                json.removeAll()
            }
        }
    }
}

/// One outcome of an entry as JSON.
private struct OutcomeForm {
    private let result: ReconciliationResult
    private let input: ReconciliationInput
    private let names: [String: String]
    private let isBrief: Bool

    init(_ result: ReconciliationResult, names: [String: String], isBrief: Bool) {
        (self.result, input, self.names, self.isBrief) = (result, result.input, names, isBrief)
    }

    func append(_ entry: ReconciledEntry, _ outcome: Outcome, to json: inout JSONText) {
        json.beginObject()
        appendCases(entry.parcel, to: &json)
        if !isBrief { appendCompared(entry, to: &json) }
        if entry.isFurtherLine {
            json.key("is_further_line")
            json.boolean(true)
        }
        appendNotCompared(entry, to: &json)
        append("outcome", outcome.rawValue, to: &json)
        if let place = entry.parcel { append("parcel", input.parcels[place].id, to: &json) }
        append("remarks", entry.remarks.all.lazy.map(\.rawValue), to: &json)
        if let place = entry.line { append("row", input.lines[place].place.row, to: &json) }
        if let rule = entry.rule {
            append("rule", rule.rawValue, to: &json)
            if !isBrief { append("rule_version", input.rules.version, to: &json) }
        }
        if !isBrief, let runnerUp = entry.runnerUp { append(runnerUp, to: &json) }
        appendNumbers(entry, to: &json)
        json.endObject()
    }

    // MARK: Parts, in the order of their keys

    private func appendCases(_ parcel: Int?, to json: inout JSONText) {
        json.key("case")
        guard let parcel, let first = input.parcels[parcel].cases.first else { return json.null() }
        json.string(first.rawValue)
        append("cases", input.parcels[parcel].cases.lazy.map(\.rawValue), to: &json)
    }

    private func appendCompared(_ entry: ReconciledEntry, to json: inout JSONText) {
        guard let parcel = entry.parcel, let line = result.comparedLine(of: entry) else { return }
        json.key("compared")
        json.beginList()
        for field in ComparedField.all(input.parcels[parcel], line, input.rules) {
            json.beginObject()
            append("agreement", field.agreement.rawValue, to: &json)
            append("name", field.name.rawValue, to: &json)
            if let ours = field.ours { append("ours", ours, to: &json) }
            if let theirs = field.theirs { append("theirs", theirs, to: &json) }
            json.endObject()
        }
        json.endList()
    }

    /// What of a pair was not compared, since the statement does not say it or it could not be read.
    private func appendNotCompared(_ entry: ReconciledEntry, to json: inout JSONText) {
        guard let parcel = entry.parcel, let line = entry.line, !entry.isFurtherLine else { return }
        let names = ComparedField.notCompared(input.parcels[parcel], input.lines[line])
        append("not_compared", names.lazy.map(\.rawValue), to: &json)
    }

    private func append(_ runnerUp: RunnerUp, to json: inout JSONText) {
        json.key("runner_up")
        json.beginObject()
        switch runnerUp {
        case .parcel(let place):
            append("parcel", input.parcels[place].id, to: &json)
            append("tracking", input.parcels[place].tracking, to: &json)
        case .line(let place):
            append("row", input.lines[place].place.row, to: &json)
            appendStatement(of: place, to: &json)
            append("tracking", input.lines[place].tracking.text, to: &json)
        }
        json.endObject()
    }

    private func appendNumbers(_ entry: ReconciledEntry, to json: inout JSONText) {
        if let place = entry.line {
            appendStatement(of: place, to: &json)
            append("statement_tracking", input.lines[place].tracking.text, to: &json)
        }
        if let place = entry.parcel {
            append("tracking", input.parcels[place].tracking, to: &json)
        } else {
            append("tracking", entry.line.map { input.lines[$0].tracking.text } ?? "", to: &json)
        }
    }

    private func appendStatement(of line: Int, to json: inout JSONText) {
        let statement = input.lines[line].place.statement
        append("statement", names[statement] ?? statement, to: &json)
    }

    private func append(_ key: StaticString, _ text: String, to json: inout JSONText) {
        json.key(key)
        json.string(text)
    }

    private func append(_ key: StaticString, _ number: Int, to json: inout JSONText) {
        json.key(key)
        json.integer(number)
    }

    private func append(_ key: StaticString, _ texts: some Sequence<String>, to json: inout JSONText) {
        json.key(key)
        json.beginList()
        for text in texts { json.string(text) }
        json.endList()
    }
}
