import Dossiers
import Testing

@testable import Ledger

@Suite struct StationUploadTests {
    @Test(arguments: LedgerMaker.all)
    func theSameKeyIsTheSameUpload(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let first = try await ledger.write { try $0.openTestUpload("k1") }
        try await ledger.write { tx in
            let retry = try tx.open("k1", at: 5)
            #expect(retry == .known(first))
            #expect(try tx.open("k1", name: "Lô khác") == .keyTaken(first))
            #expect(try tx.open("k1", isUrgent: true) == .keyTaken(first))
            // Keys are each station's own.
            try tx.addStation(StationTests.other, by: "an", at: Office.time())
            guard case .opened(let others) = try tx.open("k1", by: StationTests.other) else {
                Issue.record("another station's key was taken for this one's")
                return
            }
            #expect(others.id != first.id)
            #expect(try tx.upload(first.id, of: StationTests.other) == nil)
            #expect(try tx.upload(first.id, of: StationTests.desk) == first)
            #expect(try tx.uploads(of: StationTests.desk, limit: 10) == [first])
            #expect(try tx.openUploads() == [first, others])
        }
    }

    @Test(arguments: LedgerMaker.all)
    func aStationHasOnlySoManyOpen(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        try await ledger.write { tx in
            let first = try tx.openTestUpload("k1")
            _ = try tx.open("k2")
            #expect(try tx.open("k3") == .tooManyOpen)
            #expect(try tx.open("k1") == .known(first))
            try tx.abandonUpload(first.id, at: Office.time(2))
            guard case .opened = try tx.open("k3") else {
                Issue.record("an abandoned upload still counts")
                return
            }
        }
    }

    @Test(arguments: LedgerMaker.all)
    func aNameIsTakenOnceUnlessTheEarlierOneIsNamed(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let (a, b, c) = (Office.digest("a"), Office.digest("b"), Office.digest("c"))
        try await ledger.write { tx in
            let id = try tx.openTestUpload("k").id
            #expect(try tx.add("1.tif", "a", 10, to: id) == .added)
            let first = try #require(try tx.file("1.tif", of: id))
            #expect(try tx.add("1.tif", "a", 10, to: id) == .unchanged)
            #expect(try tx.add("1.tif", "b", 20, to: id) == .differs(a))
            #expect(try tx.add("1.tif", "b", 20, to: id, .only(c)) == .nothingToReplace)
            #expect(try tx.add("2.tif", "b", 20, to: id, .only(b)) == .nothingToReplace)
            #expect(try tx.add("2.tif", "b", 20, to: id, .any) == .nothingToReplace)
            #expect(try tx.add("1.tif", "b", 20, to: id, .only(a)) == .replaced(first))
            #expect(try tx.add("1.tif", "b", 20, to: id, .only(a)) == .unchanged)
            let second = try #require(try tx.file("1.tif", of: id))
            #expect(try tx.add("1.tif", "c", 5, to: id, .any) == .replaced(second))
            let third = UploadedFile(name: "1.tif", sha256: c, byteCount: 5, storedAs: "1.tif with c")
            #expect(try tx.files(of: id) == [third])
            #expect(try tx.file("2.tif", of: id) == nil)
            let upload = try tx.upload(id, of: StationTests.desk)
            #expect(upload?.fileCount == 1)
            #expect(upload?.byteCount == 5)
        }
    }

    @Test(arguments: LedgerMaker.all)
    func anUploadHoldsOnlySoMuch(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        try await ledger.write { tx in
            let id = try tx.openTestUpload("k").id
            #expect(try tx.add("1", "a", 60, to: id) == .added)
            #expect(try tx.add("2", "b", 41, to: id) == .tooManyBytes)
            #expect(try tx.add("2", "b", 30, to: id) == .added)
            #expect(try tx.add("3", "c", 10, to: id) == .added)
            #expect(try tx.add("4", "d", 0, to: id) == .tooManyFiles)
            #expect(try tx.add("3", "e", 11, to: id, .any) == .tooManyBytes)
            #expect(try tx.add("3", "e", 10, to: id, .any) != .tooManyBytes)
            #expect(try tx.files(of: id).map(\.name) == ["1", "2", "3"])
        }
    }

    @Test(arguments: LedgerMaker.all)
    func aFileThatIsLostCanBeSentAgain(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        try await ledger.write { tx in
            let id = try tx.openTestUpload("k").id
            _ = try tx.add("1", "a", 60, to: id)
            _ = try tx.add("2", "b", 30, to: id)
            for _ in 0..<2 { try tx.forgetFile("1", of: id, at: Office.time(3)) }
            #expect(try tx.files(of: id).map(\.name) == ["2"])
            let upload = try tx.upload(id, of: StationTests.desk)
            #expect(upload?.fileCount == 1)
            #expect(upload?.byteCount == 30)
            #expect(try tx.add("1", "a", 60, to: id) == .added)
        }
    }

    @Test(arguments: LedgerMaker.all)
    func aCompletedUploadIsItsBatchForGood(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let (id, batch) = try await ledger.write { tx in
            let id = try tx.openTestUpload("k").id
            _ = try tx.add("1", "a", 60, to: id)
            let batch = try tx.scan(["một"]).record.id
            for minute in [3, 4] { try tx.completeUpload(id, as: batch, at: Office.time(minute)) }
            #expect(try tx.add("2", "b", 1, to: id) == .closed(.completed))
            return (id, batch)
        }
        let upload = try #require(try await ledger.read { try $0.upload(id, of: StationTests.desk) })
        #expect(upload.state == .completed)
        #expect(upload.batchID == batch)
        #expect(upload.closedAt == Office.time(3))
        #expect(upload.fileCount == 1)
        #expect(try await ledger.read { try $0.files(of: id) } == [])
        let again = try await ledger.write { try $0.open("k") }
        #expect(again == .known(upload))
        let error = await #expect(throws: LedgerError.self) {
            try await ledger.write { try $0.abandonUpload(id, at: Office.time(5)) }
        }
        #expect(error?.code == .conflict)
    }

    @Test(arguments: LedgerMaker.all)
    func anAbandonedUploadNeverBecomesABatch(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let (id, batch) = try await ledger.write { tx in
            let id = try tx.openTestUpload("k").id
            for minute in [3, 4] { try tx.abandonUpload(id, at: Office.time(minute)) }
            #expect(try tx.upload(id, of: StationTests.desk)?.closedAt == Office.time(3))
            #expect(try tx.add("2", "b", 1, to: id) == .closed(.abandoned))
            return (id, try tx.scan(["một"]).record.id)
        }
        let error = await #expect(throws: LedgerError.self) {
            try await ledger.write { try $0.completeUpload(id, as: batch, at: Office.time(5)) }
        }
        #expect(error?.code == .conflict)
    }

    @Test(arguments: LedgerMaker.all)
    func whatIsNotThereIsNotFound(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let nowhere = UploadID(rawValue: "nowhere")
        let calls: [@Sendable (LedgerTransaction) throws -> Void] = [
            { _ = try $0.add("1", "a", 1, to: nowhere) }, { try $0.abandonUpload(nowhere, at: Office.time()) },
            { try $0.completeUpload(nowhere, as: BatchID(rawValue: "b"), at: Office.time()) },
        ]
        for call in calls {
            let error = await #expect(throws: LedgerError.self) { try await ledger.write(call) }
            #expect(error?.code == .notFound)
        }
    }
}

extension LedgerTransaction {
    fileprivate func openTestUpload(_ key: String) throws -> Upload {
        try addStation(StationTests.desk, by: "an", at: Office.time())
        guard case .opened(let upload) = try open(key) else { throw LedgerError(.conflict, "test data") }
        return upload
    }

    fileprivate func open(
        _ key: String, name: String = "Lô 1", isUrgent: Bool = false, by station: StationName = StationTests.desk,
        at minute: Int = 1
    ) throws -> OpenedUpload {
        try openUpload(
            station: station, key: key, name: name, isUrgent: isUrgent, maximumOpen: 2, at: Office.time(minute))
    }

    fileprivate func add(
        _ name: String, _ content: String, _ size: Int, to id: UploadID, _ rule: ReplacementRule = .never
    ) throws -> RecordedFile {
        try recordFile(
            UploadedFile(
                name: name, sha256: Office.digest(content), byteCount: size, storedAs: "\(name) with \(content)"),
            of: id, replacing: rule, limits: UploadLimits(files: 3, bytes: 100), at: Office.time(2))
    }
}
