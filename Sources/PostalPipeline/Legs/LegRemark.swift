import Basics
import Foundation
import PostalChannel

/// What this program says with a fact of a leg, beside what somebody wrote: a code with its values, as JSON in
/// ``LegEvent/detail``. Sentences are made where they are shown.
public struct LegRemark: Hashable, Sendable, Codable {
    public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        /// The post gave a status that is no step of the leg.
        case statusReported = "status_reported"
        /// It gave one without a time.
        case statusWithoutTime = "status_without_time"
        case papersCounted = "papers_counted"
        /// A scanned page was filed.
        case slipFiled = "slip_filed"
        /// What was reported contradicts the leg, or came too late for its period.
        case notTaken = "not_taken"
    }

    /// How many papers were counted, beside the checklist.
    public struct Papers: Hashable, Sendable, Codable {
        public var counted: Int
        public var allowed: Int
        public var required: Int
        /// Codes of required papers that are known to be missing.
        public var missing: [String]
    }

    public var code: Code
    public var status: PostalStatus?
    public var slip: SlipReading.Kind?
    public var papers: Papers?
    public var move: ImpossibleMove.Account?
    public var amount: Dong?
    /// What somebody wrote with it. Of what was not taken so much as the note about it can hold, and `…` where it goes on.
    public var said: String?

    /// Bytes of ``said`` in a note about what was not taken: less than a text of a fact may have, since values stand beside
    /// it. A note that is too long would be lost.
    static let maxSaid = 800

    init(_ code: Code, status: PostalStatus) { (self.code, self.status) = (code, status) }

    init(_ slip: SlipReading.Kind) { (code, self.slip) = (.slipFiled, slip) }

    public init(_ count: PaperCount, said: String = "") {
        code = .papersCounted
        papers = Papers(
            counted: count.counted, allowed: count.allowed, required: count.required,
            missing: count.missing.map(\.rawValue))
        self.said = said.isEmpty ? nil : said
    }

    /// - Parameter isLate: whether it came after its period was closed: then all that was said is kept.
    init(_ move: ImpossibleMove, of event: LegEvent, isLate: Bool) {
        (code, self.move) = (.notTaken, move.account)
        guard isLate else { return }
        amount = event.amount
        said = Self.kept(event.detail)
    }

    private static func kept(_ text: String) -> String? {
        guard text.utf8.count > maxSaid else { return text.isEmpty ? nil : text }
        var text = text
        while text.utf8.count > maxSaid { text.removeLast() }
        return text + "…"
    }

    /// Reads what ``text`` wrote; `nil` for what somebody wrote, and for the sentences of earlier versions.
    public init?(_ text: String) {
        guard text.hasPrefix("{"), let remark = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)) else {
            return nil
        }
        self = remark
    }

    /// As it stands in the ledger.
    var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? code.rawValue
    }
}
