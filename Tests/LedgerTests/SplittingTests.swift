import Dossiers
import Testing

@testable import Ledger

@Suite struct SplittingTests {
    @Test(arguments: LedgerMaker.all)
    func splittingAgainChangesNothing(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let batch = try await ledger.write { tx in
            try tx.openOffice()
            return try tx.scan(["phân cách", "một", "trống", "lạc"])
        }
        let split: @Sendable (LedgerTransaction) throws -> [WaitingItem] = { tx in
            let pages = [
                batch.page(0, .separator), batch.page(1, case: Office.birth, Office.form),
                batch.page(2, .blank, case: Office.birth, Office.form), batch.page(3),
            ]
            let held = HeldPages(reason: .unknownCase, pageIDs: [batch.pageID(3)], proposedCase: "H40-261118-0001")
            return try tx.replaceSplit(
                batch: batch.record.id, pages: pages, issues: [], waiting: [held], at: Office.time(3))
        }
        let first = try await ledger.write(split)
        let second = try await ledger.write(split)
        #expect(first == second)
        #expect(first.map(\.reason) == [.unknownCase])
        #expect(first.map(\.pageIDs) == [[batch.pageID(3)]])
        let pages = try await ledger.read { try $0.pages(batch: batch.record.id) }
        #expect(pages.map(\.kind) == [.separator, .content, .blank, .content])
        #expect(pages.map(\.caseCode) == [nil, Office.birth, Office.birth, nil])
        #expect(pages.map(\.rotation) == [.half, .half, .half, .half])
    }

    @Test(arguments: LedgerMaker.all)
    func aBetterSplittingWithdrawsWhatNoLongerWaits(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let (open, all) = try await ledger.write { tx in
            try tx.openOffice()
            let batch = try tx.scan(["một"])
            let held = HeldPages(reason: .orphanPages, pageIDs: [batch.pageID(0)])
            let id = batch.record.id
            try tx.replaceSplit(batch: id, pages: [batch.page(0)], issues: [], waiting: [held], at: Office.time(3))
            let open = try tx.replaceSplit(
                batch: id, pages: [batch.page(0, case: Office.birth, Office.form)], issues: [], waiting: [],
                at: Office.time(4))
            return (open, try tx.waitingItems(openOnly: false))
        }
        #expect(open == [])
        #expect(all.map(\.resolution) == [.withdrawn])
        #expect(all.map(\.resolvedAt) == [Office.time(4)])
    }

    @Test(arguments: LedgerMaker.all)
    func heldPagesAreGivenToAComponentByAPerson(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let (batch, item) = try await ledger.write { tx in
            try tx.openOffice()
            let batch = try tx.scan(["một", "hai"])
            let held = HeldPages(reason: .orphanPages, pageIDs: [batch.pageID(0), batch.pageID(1)])
            let items = try tx.replaceSplit(
                batch: batch.record.id, pages: [batch.page(0), batch.page(1)], issues: [], waiting: [held],
                at: Office.time(3))
            return (batch, items[0])
        }
        for _ in 0..<2 {
            let pages = try await ledger.write {
                try $0.assignHeldPages(item.id, to: Office.land, component: Office.proof, by: "hoa", at: Office.time(4))
            }
            #expect(pages.map(\.id) == item.pageIDs)
            #expect(pages.map(\.component) == [Office.proof, Office.proof])
        }
        // The machine's splitting still holds the pages back; the person's word counts.
        let open = try await ledger.write { tx in
            let held = HeldPages(reason: .orphanPages, pageIDs: item.pageIDs)
            return try tx.replaceSplit(
                batch: batch.record.id, pages: [batch.page(0), batch.page(1)], issues: [], waiting: [held],
                at: Office.time(5))
        }
        #expect(open == [])
        #expect(
            try await ledger.read { try $0.pages(batch: batch.record.id) }.map(\.caseCode) == [
                Office.land, Office.land,
            ])
        let closed = try await ledger.read { try $0.waitingItem(item.id) }
        #expect(closed?.resolution == .assigned)
        #expect(closed?.resolvedBy == "hoa")

        for (code, component, expected) in [
            (Office.birth, Office.form, LedgerError.Code.conflict), (Office.unknown, Office.form, .notFound),
        ] {
            let error = await #expect(throws: LedgerError.self) {
                try await ledger.write {
                    _ = try $0.assignHeldPages(item.id, to: code, component: component, by: "x", at: Office.time(6))
                }
            }
            #expect(error?.code == expected)
        }
    }

    @Test(arguments: LedgerMaker.all)
    func discardedPagesStayKeptAndDoNotWaitAgain(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let (open, pages) = try await ledger.write { tx in
            let batch = try tx.scan(["rác"])
            let held = HeldPages(reason: .orphanPages, pageIDs: [batch.pageID(0)])
            let split = {
                try tx.replaceSplit(
                    batch: batch.record.id, pages: [batch.page(0)], issues: [], waiting: [held], at: Office.time(3))
            }
            try tx.discardHeldPages(try split()[0].id, by: "hoa", at: Office.time(4))
            return (try split(), try tx.pages(batch: batch.record.id))
        }
        #expect(open == [])
        #expect(pages.count == 1)
    }

    @Test(arguments: LedgerMaker.all)
    func theSumOfAllPlacesIsThePagesSeen(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let batch = try await ledger.write { tx in
            try tx.openOffice()
            let batch = try tx.scan(["phân cách", "rách", "một", "trống", "một lại", "lạc", "hỏng", "tệp chữ", "thừa"])
            var torn = batch.page(1, .separator)
            torn.evidence = .print
            var again = batch.page(4, .duplicate, case: Office.birth, Office.form)
            again.duplicateOf = batch.pageID(2)
            let pages = [
                batch.page(0, .separator), torn, batch.page(2, case: Office.birth, Office.form),
                batch.page(3, .blank, case: Office.birth, Office.form), again, batch.page(5),
                batch.page(6, .unreadable), batch.page(7, .unreadable), batch.page(8, .blank),
            ]
            let held = [
                HeldPages(reason: .orphanPages, pageIDs: [batch.pageID(5)]),
                HeldPages(reason: .truncatedImage, pageIDs: [batch.pageID(6)]),
                HeldPages(reason: .notAnImage, pageIDs: [batch.pageID(7)]),
            ]
            let stranger = IssueRecord(
                batchID: batch.record.id, fileName: "7.tif", code: .notAnImage, detail: "")
            try tx.replaceSplit(
                batch: batch.record.id, pages: pages, issues: [stranger], waiting: held, at: Office.time(3))
            return batch
        }
        var sum = try await ledger.read { try $0.pageSum(batch: batch.record.id) }
        #expect(sum.seen == 8)
        #expect((sum.document, sum.separator, sum.separatorByPrint) == (1, 2, 1))
        #expect((sum.blank, sum.repeated, sum.waiting) == (2, 1, 2))
        #expect((sum.settled, sum.unaccounted, sum.otherFiles) == (0, 0, 1))

        try await ledger.write { tx in
            for item in try tx.waitingItems(batch: batch.record.id) where item.reason == .orphanPages {
                _ = try tx.assignHeldPages(
                    item.id, to: Office.land, component: Office.proof, by: "hoa", at: Office.time(4))
            }
            for item in try tx.waitingItems(batch: batch.record.id) where item.reason == .truncatedImage {
                try tx.discardHeldPages(item.id, by: "hoa", at: Office.time(5))
            }
        }
        sum = try await ledger.read { try $0.pageSum(batch: batch.record.id) }
        #expect((sum.document, sum.waiting, sum.settled, sum.seen) == (2, 0, 1, 8))
        let export = try await ledger.read { try $0.exportRows(batch: batch.record.id) }
        #expect(export.sums.map(\.sum) == [sum])
        #expect(export.separators.map(\.evidence) == [nil, .print])
    }
}
