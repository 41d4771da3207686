import Basics
import Foundation
import Hummingbird
import NIOCore
import Office
import Spreadsheets
import Synchronization

/// A spreadsheet that is written row by row into a file and read from there, so that never all of it is in memory. The
/// file goes when the answer was read, or nobody wants it any more.
final class SheetFile: Sendable {
    private struct Open {
        let writer: SpreadsheetWriter
        let sheet: SheetWriter
    }

    private let path: String
    private let open: Mutex<Open?>

    private static let work = BlockingWork(label: "sohoa.desk.sheets")
    private static let chunk = 256 << 10

    private init(_ columns: [WrittenColumn], sheet: String, titles: [String], created: Instant) throws {
        path =
            FileManager.default.temporaryDirectory.appending(path: "sohoa-\(UUID().uuidString).xlsx")
            .path(percentEncoded: false)
        let writer = try SpreadsheetWriter(
            path: path, created: created.milliseconds / 1_000, title: titles.first ?? sheet, isLarge: true)
        open = Mutex(Open(writer: writer, sheet: try writer.addSheet(sheet, columns: columns, titles: titles)))
    }

    deinit { unlink(path) }

    static func begin(
        _ columns: [WrittenColumn], sheet: String, titles: [String], created: Instant
    ) async throws -> SheetFile {
        try await work.run { try SheetFile(columns, sheet: sheet, titles: titles, created: created) }
    }

    func append(_ rows: [[WrittenCell]]) async throws {
        try await Self.work.run { [self] in
            try open.withLock { open in
                for row in rows { try open?.sheet.append(row) }
            }
        }
    }

    /// Ends the file, and answers with it piece by piece.
    func response(name: String) async throws -> Response {
        let length = try await Self.work.run { [self] in
            try open.withLock { open in
                try open?.writer.finish()
                open = nil
            }
            return try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        }
        let type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return Response(
            status: .ok, headers: Download.headers(name, type, length),
            body: ResponseBody { writer in
                let file = try await Self.work.run { [self] in try FileHandle(forReadingFrom: URL(filePath: path)) }
                defer { try? file.close() }
                while let data = try await Self.work.run({ try file.read(upToCount: Self.chunk) }), !data.isEmpty {
                    try await writer.write(ByteBuffer(bytes: data))
                }
                try await writer.finish(nil)
            })
    }
}
