import Basics
import Dossiers
import Ledger

extension Decisions {
    /// Carries out what a person wants of pages: documents are made of them as they are to stand, and take the place of
    /// the earlier ones, which stay kept.
    /// - Parameters:
    ///   - seen: the documents that the person saw in force; `nil` for whichever are.
    ///   - key: by which the act is known when it is sent again.
    ///   - person: who decided; kept with the decision.
    ///   - scope: pages, documents and cases of other agencies are as ones that there are not.
    /// - Throws: ``DecisionFault``, `PageActFault`, `ReviewFault`; errors of ledger, store and recognizer.
    @discardableResult
    public func arrange(
        _ wish: PageWish, reason: String = "", seen: Set<DocumentID>? = nil, key: ReviewActKey? = nil,
        by person: String, in scope: Scope = .everything
    ) async throws -> PageAct {
        let ledger = office.ledger
        let plan = try await ledger.read { tx -> Planned in
            if let key, let known = try tx.pageAct(key, by: ledger.actor.account) { return .done(known) }
            let plan = try ArrangementPlan(wish, scope, tx)
            if let seen, !Set(plan.replaced).isSubset(of: seen) {
                throw PageActFault.outrun(try tx.lastPageAct(ofDocuments: plan.replaced))
            }
            return .plan(plan)
        }
        switch plan {
        case .done(let act): return act
        case .plan(let plan): return try await carryOut(plan, wish.verb, reason, key, by: person, scope)
        }
    }

    private enum Planned: Sendable {
        case done(PageAct)
        case plan(ArrangementPlan)
    }

    private func carryOut(
        _ plan: ArrangementPlan, _ verb: PageAct.Verb, _ reason: String, _ key: ReviewActKey?, by person: String,
        _ scope: Scope
    ) async throws -> PageAct {
        var (made, unwritten) = ([NewArrangement.Made](), [MadeDocument]())
        for document in plan.documents {
            let component = try await component(document.slot, document.pages)
            guard component.pages.count == document.pages.count,
                let new = try await self.document(component, document.batch, isWanted: true)
            else { throw DecisionFault.nothingReadable }
            made.append(NewArrangement.Made(new.draft, heirOf: document.heirOf))
            unwritten.append(new)
        }
        let new = NewArrangement(
            verb, pages: plan.pages, replaced: plan.replaced, made: made, kinds: plan.kinds, reason: reason)
        let (instant, drawn) = (now(), unwritten)
        return try await office.ledger.write { tx in
            let act = try tx.arrange(new, key: key, by: person, in: scope, at: instant)
            for made in drawn {
                try tx.noteUnwritten(made.unwritten, of: made.draft.pages, batch: made.draft.batchID, at: instant)
            }
            return act
        }
    }

    /// Takes an act back: what was in force before it is so again.
    /// - Throws: `PageActFault`, `ReviewFault`; errors of ledger, store and recognizer.
    @discardableResult
    public func undo(
        _ number: Int, key: ReviewActKey? = nil, by person: String, in scope: Scope = .everything
    ) async throws -> PageAct {
        let (ledger, instant) = (office.ledger, now())
        let (known, act) = try await ledger.read { tx in
            (try key.flatMap { try tx.pageAct($0, by: ledger.actor.account) }, try tx.pageAct(number))
        }
        if let known { return known }
        if let act, act.verb == .turn {
            guard try await !ledger.read({ try $0.isUndone(number) }) else { throw PageActFault.notToUndo }
            return try await turnBack(act, key: key, in: scope)
        }
        return try await ledger.write {
            try $0.undoPageAct(number, key: key, by: person, in: scope, at: instant)
        }
    }

    /// Puts a page back that was left out of its document as a blank back or as a sheet scanned twice.
    public func restore(_ id: PageID, by person: String) async throws { try await arrange(.putBack(id), by: person) }

    /// Leaves a page out of its document that a person found to be blank or a second scan.
    public func leaveOut(_ id: PageID, by person: String) async throws { try await arrange(.leaveOut(id), by: person) }
}
