import Foundation
import Testing

@testable import DigitizationPipeline

@Suite("A batch as it lies")
struct BatchSourceTests {
    private func folder(_ files: [String]) throws -> String {
        let root = FileManager.default.temporaryDirectory.appending(path: "sohoa-batch-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        for file in files { try Data("x".utf8).write(to: root.appending(path: file)) }
        return root.path(percentEncoded: false)
    }

    @Test("Files stand in the natural order of their NFC names, whatever form is on disk")
    func order() throws {
        let nfd = "Hồ sơ 2.tif".decomposedStringWithCanonicalMapping
        let path = try folder(["Hồ sơ 10.tif", nfd, "Hồ sơ 01.tif", "a.tif", "B.tif"])
        defer { try? FileManager.default.removeItem(atPath: path) }
        let names = try BatchSource(path: path).files.map(\.nfcName)
        #expect(names == ["B.tif", "Hồ sơ 01.tif", "Hồ sơ 2.tif", "Hồ sơ 10.tif", "a.tif"])
    }

    @Test("Litter and marks are no pages; the manifest is not one either")
    func litter() throws {
        let path = try folder([".done", ".DS_Store", "Thumbs.db", "batch.json", "1.tif"])
        defer { try? FileManager.default.removeItem(atPath: path) }
        let source = try BatchSource(path: path)
        #expect(source.files.map(\.name) == ["1.tif"])
        #expect(source.asides.map(\.name) == [".DS_Store", "Thumbs.db"])
        #expect(source.manifestPath?.hasSuffix("/batch.json") == true)
    }

    @Test("A link within the batch is followed, one that leaves it is refused")
    func links() throws {
        let path = try folder(["1.tif"])
        defer { try? FileManager.default.removeItem(atPath: path) }
        let manager = FileManager.default
        try manager.createSymbolicLink(atPath: path + "/2.tif", withDestinationPath: "1.tif")
        try manager.createSymbolicLink(atPath: path + "/3.tif", withDestinationPath: "../../etc/passwd")
        try manager.createSymbolicLink(atPath: path + "/4.tif", withDestinationPath: "/etc/passwd")
        try manager.createSymbolicLink(atPath: path + "/5.tif", withDestinationPath: "5.tif")
        let faults = try BatchSource(path: path).files.map { $0.fault?.code }
        #expect(faults == [nil, nil, .outsideBatch, .outsideBatch, .outsideBatch])
    }

    @Test("What is no batch is refused with its reason")
    func refusals() throws {
        let empty = try folder([])
        let nested = try folder([])
        defer { for path in [empty, nested] { try? FileManager.default.removeItem(atPath: path) } }
        try FileManager.default.createDirectory(atPath: nested + "/L1", withIntermediateDirectories: true)
        #expect(throws: IntakeError.empty(empty)) { try BatchSource(path: empty) }
        #expect(throws: IntakeError.folderOfBatches(nested)) { try BatchSource(path: nested) }
        #expect(throws: IntakeError.notFound("/no/such")) { try BatchSource(path: "/no/such") }
    }
}
