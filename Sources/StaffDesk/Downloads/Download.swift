import Basics
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Office
import UseCases

/// Answers that a browser saves: never shown in the page, whatever the file claims to be.
enum Download {
    /// - Parameter name: under which the browser saves it; may come from outside.
    static func response(_ bytes: Data, name: String, type: String) -> Response {
        Response(
            status: .ok, headers: headers(name, type, bytes.count),
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// A file of the store, piece by piece.
    static func response(_ file: StoredFile, type: String, _ visit: Visit) async throws -> Response {
        let tag = "\"\(file.tag)\""
        guard visit.request.headers[.ifNoneMatch] != tag else {
            return Response(status: .notModified, headers: [.eTag: tag, .cacheControl: "private, no-cache"])
        }
        let body = try await FileIO().loadFile(path: file.path, context: visit.context)
        var headers = headers(file.name, type, body.contentLength)
        headers[.eTag] = tag
        headers[.cacheControl] = "private, no-cache"
        return Response(status: .ok, headers: headers, body: body)
    }

    static func headers(_ name: String, _ type: String, _ length: Int?) -> HTTPFields {
        var headers: HTTPFields = [.contentType: type, .contentDisposition: disposition(name)]
        if let length { headers[.contentLength] = String(length) }
        return headers
    }

    /// RFC 6266: a plain name for old clients, and the name as it is, percent-encoded (RFC 8187).
    static func disposition(_ name: String) -> String {
        let visible = name.visible.replacing("/", with: "_").replacing("\\", with: "_")
        let plain = String(visible.map { $0.isASCII && ($0.isLetter || $0.isNumber || "-_. ".contains($0)) ? $0 : "_" })
        return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(visible.queryEncoded)"
    }
}

/// A file that is gone when it was read.
enum TemporaryFile {
    private static let work = BlockingWork(label: "sohoa.desk.files")

    /// - Parameter fill: writes the file at the path. Blocks; runs on a thread of its own.
    static func filled(_ fill: @escaping @Sendable (_ path: String) throws -> Void) async throws -> Data {
        try await work.run {
            let path = FileManager.default.temporaryDirectory.appending(path: "sohoa-\(UUID().uuidString)")
                .path(percentEncoded: false)
            defer { try? FileManager.default.removeItem(atPath: path) }
            try fill(path)
            return try Data(contentsOf: URL(filePath: path))
        }
    }
}
