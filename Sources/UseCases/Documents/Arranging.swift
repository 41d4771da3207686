import Basics
import DigitizationPipeline
import DocumentModel
import Dossiers
import Ledger

extension Workspace {
    /// What people do with pages and documents: pages are moved, documents divided and put together. Each act is a fact
    /// that stands over what the pipeline says, and is taken back by another.
    public struct Arranging: UseCaseGroup {
        let workspace: Workspace

        /// An act as histories show it.
        public struct Entry: Sendable {
            public var act: PageAct
            /// Whether it was taken back.
            public var isUndone: Bool

            /// Whether somebody can try to take it back.
            public var canBeUndone: Bool { act.verb != .undo && !isUndone }
        }

        /// Carries out what the caller wants of pages.
        /// - Parameters:
        ///   - reason: why, at most `PageActFault.maxReason` characters.
        ///   - seen: the documents that the caller looked at; `nil` for whichever are in force.
        ///   - key: made by the screen for this act; sent again with it, nothing is done a second time.
        /// - Throws: `PageActFault`, `DecisionFault`; `Refusal` `act_differs`, `bad_act_key`.
        public func carryOut(
            _ wish: PageWish, reason: String = "", seen: Set<DocumentID>? = nil, key: String? = nil,
            with recognition: Recognition
        ) async throws -> PageAct {
            let scope = try caller.scope(for: .decide)
            let reason = try Self.reason(reason)
            let key = try key.map { try ReviewActKey($0, of: wish.texts + [reason]) }
            return try await decisions(recognition).arrange(
                wish, reason: reason, seen: seen, key: key, by: caller.name, in: scope)
        }

        /// Turns a page clockwise as it is shown: it is read anew that way, and its documents follow.
        /// - Parameters: as of ``carryOut(_:reason:seen:key:with:)``.
        public func turn(
            _ page: PageID, by turn: QuarterTurn, reason: String = "", key: String? = nil,
            with recognition: Recognition
        ) async throws -> PageAct {
            let scope = try caller.scope(for: .decide)
            let reason = try Self.reason(reason)
            let key = try key.map {
                try ReviewActKey($0, of: ["turn", page.rawValue, String(turn.rawValue), reason])
            }
            return try await decisions(recognition).turn(
                page, by: turn, reason: reason, key: key, by: caller.name, in: scope)
        }

        /// Asks the station to scan pages again.
        /// - Parameter reason: what is wrong with them, for the station; not empty.
        /// - Throws: `PageActFault`; `Refusal` `act_differs`, `bad_act_key`.
        public func sendBack(_ pages: [PageID], reason: String, key: String? = nil) async throws -> PageAct {
            let scope = try caller.scope(for: .decide)
            let reason = try Self.reason(reason)
            let key = try key.map { try ReviewActKey($0, of: ["send back", reason] + pages.map(\.rawValue)) }
            let now = now()
            return try await ledger.write { try $0.sendBack(pages, reason: reason, key: key, in: scope, at: now) }
        }

        /// Takes an act back: the documents that were in force before it are so again.
        /// - Throws: `PageActFault/outrun(_:)` when the pages were changed since.
        public func undo(_ number: Int, key: String? = nil, with recognition: Recognition) async throws -> PageAct {
            let scope = try caller.scope(for: .decide)
            let key = try key.map { try ReviewActKey($0, of: ["undo", String(number)]) }
            return try await decisions(recognition).undo(number, key: key, by: caller.name, in: scope)
        }

        /// What people did with a page, oldest first; nothing of papers that the caller may not see.
        public func history(of page: PageID) async throws -> [Entry] {
            guard caller.may(.readPapers) else { return [] }
            let scope = caller.scope
            return try await ledger.read { tx in
                try tx.hasPage(page, in: scope) ? Self.entries(tx.pageActs(of: page)) : []
            }
        }

        /// What people did with the pages of a document, oldest first.
        public func history(of document: DocumentID) async throws -> [Entry] {
            let scope = try caller.scope(for: .readPapers)
            return try await ledger.read { tx in
                guard try tx.document(document, in: scope) != nil else { throw PageActFault.unknown }
                return try Self.entries(tx.pageActs(of: document))
            }
        }

        /// The pages that may be a new scan of one: those of the other documents of its component that are in force, the
        /// last ones first.
        public func rescans(of page: PageID, limit: Int = 40) async throws -> [PageRecord] {
            let scope = try caller.scope(for: .readPapers)
            return try await ledger.read { tx in
                guard let own = try tx.documentsInForce(holding: page, in: scope).first else { return [] }
                let others = try tx.documents(case: own.content.caseCode, in: scope).filter {
                    $0.content.component == own.content.component && $0.id != own.id
                        && ($0.state == .current || $0.state == .candidate)
                }
                return try others.sorted { $0.id > $1.id }.flatMap(\.content.pages).prefix(limit).compactMap {
                    try tx.page($0.pageID)
                }
            }
        }

        /// The documents of a component that are in force.
        public func documents(of slot: ComponentSlot) async throws -> [DigitizedDocument] {
            let scope = try caller.scope(for: .readPapers)
            return try await ledger.read { tx in
                try tx.documents(case: slot.caseCode, in: scope).filter {
                    $0.content.component == slot.component && ($0.state == .current || $0.state == .candidate)
                }
            }
        }

        private static func entries(_ acts: [PageAct]) -> [Entry] {
            let undone = Set(acts.compactMap(\.undoes))
            return acts.map { Entry(act: $0, isUndone: undone.contains($0.number)) }
        }

        static func reason(_ text: String) throws -> String {
            let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            guard words.count <= PageActFault.maxReason else { throw PageActFault.badReason }
            return words
        }

        private func decisions(_ recognition: Recognition) -> Decisions {
            Decisions(
                office: office, recognizer: recognition.recognizer, pipeline: recognition.pipeline,
                rules: recognition.rules)
        }
    }

    public var arranging: Arranging { Arranging(workspace: self) }
}
