import Dossiers
import Testing

@testable import Ledger

@Suite struct BatchTests {
    @Test(arguments: LedgerMaker.all)
    func theSameBatchHandedInTwiceIsOne(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let files = [SubmittedFile(name: "a.tif", nfcName: "a.tif", sha256: Office.digest("a"), byteCount: 5)]
        let open: @Sendable (LedgerTransaction, String, Int) throws -> (BatchRecord, Bool) = { tx, name, minute in
            let opened = try tx.openBatch(
                name: name, station: "Q1", contentDigest: Office.digest("same"), files: files, declaredPages: 4,
                at: Office.time(minute))
            return (opened.batch, opened.isNew)
        }
        let (first, isNew) = try await ledger.write { try open($0, "Lô 1", 0) }
        let (second, isNewAgain) = try await ledger.write { try open($0, "Lô 1 (bản sao)", 7) }
        #expect(isNew && !isNewAgain)
        #expect(second == first)
        #expect(first.state == .taken)
        #expect(first.takenAt == Office.time(0))
        let (all, copies, stored) = try await ledger.read {
            (try $0.batches(), try $0.batches(named: "Lô 1 (bản sao)"), try $0.files(of: first.id))
        }
        #expect(all == [first])
        #expect(copies == [first])
        #expect(stored.map(\.sha256) == [Office.digest("a")])
    }

    @Test(arguments: LedgerMaker.all)
    func aBatchGoesForwardOnly(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let states = try await ledger.write { tx in
            let id = try tx.scan(["một"]).record.id
            try tx.beginReading(id)
            let reading = try tx.batch(id)
            try tx.finishBatch(id, at: Office.time(5))
            try tx.finishBatch(id, at: Office.time(6))
            try tx.beginReading(id)
            return (reading, try tx.batch(id))
        }
        #expect(states.0?.state == .reading)
        #expect(states.1?.state == .finished)
        #expect(states.1?.finishedAt == Office.time(5))
    }

    @Test(arguments: LedgerMaker.all)
    func inspectionIsRecordedWithItsFile(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let files = try await ledger.write { tx in
            let id = try tx.scan(["một", "hai"]).record.id
            try tx.recordInspection(batch: id, fileOrdinal: 1, format: .pdf, pageCount: 3, isSigned: true)
            return try tx.files(of: id)
        }
        #expect(files.map(\.format) == [nil, .pdf])
        #expect(files.map(\.pageCount) == [nil, 3])
        #expect(files.map(\.isSigned) == [false, true])
        let error = await #expect(throws: LedgerError.self) {
            try await ledger.write {
                try $0.recordInspection(
                    batch: files[0].batchID, fileOrdinal: 2, format: nil, pageCount: 0, isSigned: false)
            }
        }
        #expect(error?.code == .notFound)
    }

    @Test(arguments: LedgerMaker.all)
    func issuesAreToldOnceAndCanBeWithdrawn(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let id = try await ledger.write { try $0.scan(["một"]).record.id }
        let cut = IssueRecord(batchID: id, fileName: "0.tif", code: .truncatedImage, detail: "cut after 12 bytes")
        let crash = IssueRecord(batchID: id, fileName: "0.tif", pageIndex: 0, code: .recognizerCrashed, detail: "11")
        let orphan = IssueRecord(batchID: id, fileName: nil, code: .orphanPages, detail: "")
        let issues = try await ledger.write { tx in
            for issue in [cut, crash, cut] { try tx.recordIssue(issue, at: Office.time(2)) }
            for _ in 0..<2 {
                try tx.replaceSplit(batch: id, pages: [], issues: [orphan, cut], waiting: [], at: Office.time(3))
            }
            return try tx.issues(batch: id)
        }
        #expect(Set(issues) == [cut, crash, orphan])
        #expect(issues.count == 3)

        let left = try await ledger.write { tx in
            try tx.withdrawIssues(batch: id, fileName: "0.tif", pageIndex: 0, at: Office.time(4))
            try tx.replaceSplit(batch: id, pages: [], issues: [], waiting: [], at: Office.time(4))
            return try tx.issues()
        }
        #expect(left == [cut])
    }

    @Test(arguments: LedgerMaker.all)
    func aReadingIsRememberedByItsKey(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let reading = PageReadingRecord(
            key: "k", artifact: Office.digest("json"), imageArtifact: Office.digest("image"), text: "Số: 907/QĐ-UBND",
            rotation: .clockwise90, skew: -1.25, isBlank: false, confidence: nil)
        try await ledger.write { tx in
            try tx.savePageReading(reading, at: Office.time())
            try tx.savePageReading(reading, at: Office.time(1))
        }
        #expect(try await ledger.read { try $0.pageReading(key: "k") } == reading)
        #expect(try await ledger.read { try $0.pageReading(key: "other") } == nil)
        #expect(try await ledger.read { try $0.referencedArtifacts() }.count == 2)
    }
}
