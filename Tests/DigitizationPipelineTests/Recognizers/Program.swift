import DigitizationPipeline
import DocumentModel
import Foundation
import RecognizerProtocol
import Testing

/// The real recognizer.
enum Program {
    static func pool(adjust: (inout RecognizerConfiguration) -> Void = { _ in }) throws -> RecognizerPool {
        var configuration = RecognizerConfiguration(executable: Built.executable("sohoa-recognizer"), slots: 1)
        adjust(&configuration)
        return try RecognizerPool(configuration)
    }

    /// Path of a file in Tests/Fixtures.
    static func fixture(_ name: String) -> String {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
        return tests.appendingPathComponent("Fixtures/\(name)").standardizedFileURL.path
    }
}

extension RecognizerPool {
    /// Reads the first page of a file in Tests/Fixtures.
    func readPage(_ fixture: String, to imagePath: String) async throws -> ReadPageResult {
        let request = ReadPageRequest(
            path: Program.fixture(fixture), pageIndex: 0, maxPixels: 100_000_000, imagePath: imagePath,
            options: RecognitionOptions())
        let response = try await call(.readPage(request), deadline: .seconds(120))
        guard case .pageRead(let result) = response else { throw UnexpectedResponse(response: response) }
        return result
    }
}

struct UnexpectedResponse: Error {
    let response: RecognizerResponse
}

/// A folder that goes with its owner.
final class Scratch {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("recognizer-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
}

/// A white gray page of any size that takes no room on disk: an uncompressed TIFF whose data is a hole in the file.
enum LargeTIFF {
    static func write(side: Int, to path: String) throws {
        let entries: [(tag: UInt16, value: UInt32)] = [
            (256, UInt32(side)), (257, UInt32(side)), (258, 8), (259, 1), (262, 0), (273, 4096), (277, 1),
            (278, UInt32(side)), (279, UInt32(side * side)),
        ]
        var bytes = Data("II".utf8) + little(UInt16(42)) + little(UInt32(8)) + little(UInt16(entries.count))
        // Type 4 is LONG, one value each.
        for entry in entries {
            bytes += little(entry.tag) + little(UInt16(4)) + little(UInt32(1)) + little(entry.value)
        }
        bytes += little(UInt32(0))
        try bytes.write(to: URL(fileURLWithPath: path))
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.truncate(atOffset: UInt64(4096 + side * side))
        try file.close()
    }

    private static func little(_ number: some FixedWidthInteger) -> Data {
        withUnsafeBytes(of: number.littleEndian) { Data($0) }
    }
}
