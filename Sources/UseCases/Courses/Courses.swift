import Basics
import Dossiers
import Foundation
import Ledger
import Office
import OneStop

extension Workspace {
    /// The course of cases: what happened to them, what needs the head's approval, which lists they stand on, registers
    /// and reports.
    public struct Courses: UseCaseGroup {
        let workspace: Workspace

        /// Characters of a text that somebody types.
        public static let maxText = 2_000

        func rules() async throws -> OneStopRules {
            let home = office.home
            return try await BlockingWork(label: "sohoa.rules").run { try CourseRules.load(home) }
        }

        /// Has lists and figures know of every fact that came; the cost is what changed.
        func renewed() async throws -> OneStopRules {
            let rules = try await rules()
            guard try await ledger.read({ try $0.hasLivesDue() }) else { return rules }
            var size = PartSize(first: 200, most: 4_000)
            while true {
                let (limit, now) = (size.count, now())
                let (count, time) = try await ledger.timedWrite {
                    try $0.renewLives(limit: limit, rules: rules, at: now)
                }
                guard count == limit else { return rules }
                size.adapt(to: time)
            }
        }

        static func text(_ text: String, _ name: String) throws(Refusal) -> String {
            let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
            guard trimmed.count <= maxText else { throw .courseText(name) }
            return trimmed
        }

        // MARK: One case

        /// The course of a case, with its approvals and where it stands in registers.
        /// - Throws: `Refusal` `unknown_case`, also for a case outside of the caller's scope.
        public func show(_ code: CaseCode) async throws -> CourseOfCase {
            try caller.require(.readPapers, on: code)
            try await workspace.look(at: .case(code))
            let rules = try await renewed()
            guard let course = try await ledger.read({ try $0.course(of: code, rules: rules) }) else {
                throw Refusal.unknownCase(code)
            }
            return course
        }

        /// What somebody says happened.
        public struct Report: Sendable {
            public var kind: CaseEvent.Kind
            /// `nil` for the present moment.
            public var occurred: Instant?
            /// Number of the paper.
            public var paper = ""
            public var evidence = ""
            /// The fact whose place it takes.
            public var supersedes: CaseEventID?
            /// Under which it was sent: the same again is the same fact. `nil` for one of its own.
            public var key: String?
            /// The written notice, for a move that needs approval and has none.
            public var notice = ""
            public var reason = ""
            public var content = ""

            public init(_ kind: CaseEvent.Kind, occurred: Instant? = nil) {
                (self.kind, self.occurred) = (kind, occurred)
            }
        }

        private enum Outcome {
            case made(CourseOfCase)
            case waits(ApprovalRequest, MoveRefusal)
        }

        /// Records what happened to a case. A move that needs the head's approval is made with a consent that is there and
        /// not used; without one it is not made: approval is asked for, and the case stands on a list until it comes.
        /// - Throws: `MoveRefusal` when it does not fit into the case's course; `CalendarFault` where the day has none;
        ///   `Refusal` `unknown_case`, `text_missing`, `approval_asked`.
        public func record(_ report: Report, of code: CaseCode) async throws -> CourseOfCase {
            try caller.require(.workCases, on: code)
            var report = report
            report.paper = try Self.text(report.paper, "paper")
            report.evidence = try Self.text(report.evidence, "evidence")
            for text in [report.notice, report.reason, report.content] { _ = try Self.text(text, "notice") }
            if report.kind == .archiveWaived, report.evidence.isEmpty { throw Refusal.courseTextMissing("reason") }
            let (rules, now, actor, wanted) = (try await renewed(), now(), caller.actor, report)
            if let day = LocalTime.day(of: report.occurred ?? now) { _ = try rules.calendar.isWorkingDay(day) }
            let outcome = try await ledger.write { tx -> Outcome in
                try Self.record(wanted, of: code, by: actor, rules, at: now, in: tx)
            }
            switch outcome {
            case .made(let course): return course
            case .waits(let request, let refusal): throw Refusal.approvalAsked(request, refusal)
            }
        }

        private static func record(
            _ report: Report, of code: CaseCode, by actor: Actor, _ rules: OneStopRules, at now: Instant,
            in tx: LedgerTransaction
        ) throws -> Outcome {
            guard let course = try tx.course(of: code, rules: rules) else { throw Refusal.unknownCase(code) }
            let occurred = report.occurred ?? now
            var kind: LifeRules.ApprovalKind?
            if case .move(let state) = report.kind {
                kind = course.life.approvalKind(to: state, at: occurred, rules: rules.life)
            }
            let consent = kind.flatMap { kind in course.approvals.first { $0.kind == kind && $0.approval != nil } }
            let key = report.key ?? "\(code)/\(UUID().uuidString)"
            let event = CaseEvent(
                id: CaseEventID(rawValue: key), kind: report.kind, occurred: occurred, recorded: now, actor: actor,
                source: .person, evidence: report.evidence, paper: report.paper, approval: consent?.approval,
                supersedes: report.supersedes)
            do {
                let made = try tx.make(
                    NewCaseEvent(code, event, approvalRequest: consent?.id), rules: rules, at: now)
                if report.kind == .move(.received) { try enter(code, by: actor, at: now, in: tx) }
                return .made(try tx.course(of: code, rules: rules) ?? made)
            } catch let refusal as MoveRefusal where refusal.code == .approvalMissing {
                guard let kind else { throw refusal }
                if let open = course.approvals.first(where: { $0.kind == kind && $0.decision == nil }) {
                    return .waits(open, refusal)
                }
                let draft = ApprovalRequest(
                    caseCode: code, kind: kind, notice: report.notice, reason: report.reason, content: report.content,
                    requestedBy: actor, requestedAt: now)
                return .waits(try tx.ask(draft), refusal)
            }
        }

        @discardableResult
        static func enter(
            _ code: CaseCode, by actor: Actor, at now: Instant, in tx: LedgerTransaction
        ) throws -> CaseBookEntry {
            guard let record = try tx.findCase(code) else { throw Refusal.unknownCase(code) }
            // Values without words: the book is printed in either language. Last stand when it came and when it is due.
            let times = [LocalTime.text(record.received)] + (record.due.map { [LocalTime.text($0)] } ?? [])
            let text = [
                record.procedure, record.applicant, record.address, record.phone, record.agency,
                times.joined(separator: " – "),
            ].filter { !$0.isEmpty }.joined(separator: "; ")
            return try tx.enter(code, text, by: actor, at: now)
        }
    }

    public var courses: Courses { Courses(workspace: self) }
}
