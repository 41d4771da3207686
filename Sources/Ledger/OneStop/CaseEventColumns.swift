import Basics
import Dossiers
import OneStop

/// A fact about a case on its way into the ledger.
public struct NewCaseEvent: Hashable, Sendable {
    public var caseCode: CaseCode
    /// The identity is the source's own key: the same key with the same content is the same fact, however often it comes.
    public var event: CaseEvent
    /// The consent that it uses up.
    public var approvalRequest: ApprovalRequestID?

    public init(_ caseCode: CaseCode, _ event: CaseEvent, approvalRequest: ApprovalRequestID? = nil) {
        (self.caseCode, self.event, self.approvalRequest) = (caseCode, event, approvalRequest)
    }
}

/// Facts of cases in the columns of `case_events`.
enum CaseEventColumns {
    static let insertion = """
        INSERT INTO case_events (number, case_code, source, source_key, digest, kind, state, new_due, occurred_at,
            recorded_at, actor_kind, account, claimed, evidence, paper, approval_id, approval, supersedes)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """
    static let count = 18

    /// Under this name a fact is known in the course of its case.
    static func id(_ source: CaseEvent.Source, _ key: String) -> CaseEventID {
        CaseEventID(rawValue: "\(source.rawValue)/\(key)")
    }

    static func append(_ new: NewCaseEvent, number: Int, to batch: inout SQLBatch) throws {
        let event = new.event
        let (kind, state, due) = columns(event.kind)
        let approval = try event.approval.map { try JSONColumn.encode($0) }
        batch.append(number)
        batch.append(new.caseCode)
        batch.append(event.source)
        batch.append(event.id)
        batch.append(digest(new, kind, state, due, approval))
        batch.append(kind)
        batch.append(state)
        batch.append(due)
        batch.append(event.occurred)
        batch.append(event.recorded)
        batch.append(event.actor.kind)
        batch.append(event.actor.account)
        batch.append(event.actor.claimed)
        batch.append(event.evidence)
        batch.append(event.paper)
        batch.append(new.approvalRequest)
        batch.append(approval)
        batch.append(event.supersedes)
    }

    static func event(_ row: SQLRow) throws -> CaseEvent {
        let source: CaseEvent.Source = try row.parsed("source")
        return CaseEvent(
            id: id(source, try row.text("source_key")), kind: try kind(row), occurred: try row.instant("occurred_at"),
            recorded: try row.instant("recorded_at"), actor: try row.actor(), source: source,
            evidence: try row.text("evidence"), paper: try row.text("paper"),
            approval: try row.optionalText("approval").map { try JSONColumn.decode($0) },
            supersedes: try row.optionalParsed("supersedes"))
    }

    /// Over everything that a source says; when we were told is no part of it.
    private static func digest(
        _ new: NewCaseEvent, _ kind: String, _ state: Int?, _ due: Instant?, _ approval: String?
    ) -> String {
        let event = new.event
        return AuditHash.hex(of: [
            new.caseCode.rawValue, kind, state.map(String.init), due.map { String($0.milliseconds) },
            String(event.occurred.milliseconds), event.actor.kind.rawValue, event.actor.account, event.actor.claimed,
            event.evidence, event.paper, approval, event.supersedes?.rawValue,
        ])
    }

    private static func columns(_ kind: CaseEvent.Kind) -> (String, Int?, Instant?) {
        switch kind {
        case .move(let state): ("move", state.rawValue, nil)
        case .apology(let due): ("apology", nil, due)
        case .transferConfirmed: ("transfer_confirmed", nil, nil)
        case .published: ("published", nil, nil)
        case .archiveWaived: ("archive_waived", nil, nil)
        case .retraction: ("retraction", nil, nil)
        }
    }

    private static func kind(_ row: SQLRow) throws -> CaseEvent.Kind {
        switch try row.text("kind") {
        case "move":
            guard let state = CaseState(rawValue: try row.integer("state")) else { break }
            return .move(state)
        case "apology": return .apology(newDue: try row.instant("new_due"))
        case "transfer_confirmed": return .transferConfirmed
        case "published": return .published
        case "archive_waived": return .archiveWaived
        case "retraction": return .retraction
        default: break
        }
        throw LedgerError(.damagedRecord, "kind of a case's fact")
    }
}

extension SQLRow {
    /// Who did it, by the three columns that tables of acts have.
    func actor() throws -> Actor {
        Actor(try parsed("actor_kind"), account: try text("account"), claimed: try optionalText("claimed"))
    }
}

extension Actor {
    /// Values of the same columns.
    var values: [SQLValue] { [SQLValue(kind), SQLValue(account), SQLValue(claimed)] }
}
