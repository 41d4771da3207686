import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Style and scripts. Each stands under an address that holds its own digest, so that a browser may keep it for good; a
/// new version of the program has new addresses.
struct Assets: Sendable {
    struct Asset: Sendable {
        var type: String
        var body: ByteBuffer
        var tag: String
    }

    private let byAddress: [String: Asset]
    private let addresses: [String: String]

    private static let sources: [(name: String, type: String, bytes: [UInt8])] = [
        ("desk.css", "text/css; charset=utf-8", PackageResources.desk_css),
        ("desk.js", "text/javascript; charset=utf-8", PackageResources.desk_js),
        ("drop.js", "text/javascript; charset=utf-8", PackageResources.drop_js),
        ("review.js", "text/javascript; charset=utf-8", PackageResources.review_js),
        ("statement.js", "text/javascript; charset=utf-8", PackageResources.statement_js),
        ("icon.svg", "image/svg+xml", PackageResources.icon_svg),
    ]

    init() {
        var (byAddress, addresses): ([String: Asset], [String: String]) = ([:], [:])
        for (name, type, bytes) in Self.sources {
            let digest = SHA256.hash(data: Data(bytes)).prefix(8).map { byte in
                (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }.joined()
            let parts = name.split(separator: ".")
            let address = "\(parts[0])-\(digest).\(parts[1])"
            byAddress[address] = Asset(type: type, body: ByteBuffer(bytes: bytes), tag: "\"\(digest)\"")
            addresses[name] = "/assets/\(address)"
        }
        (self.byAddress, self.addresses) = (byAddress, addresses)
    }

    /// The address of one of them.
    func address(_ name: String) -> String { addresses[name] ?? "/assets/\(name)" }

    /// - Returns: `nil` when there is none of that name, as after an update for a page that was open before.
    func response(_ name: String, _ request: Request) -> Response? {
        guard let asset = byAddress[name] else { return nil }
        var headers: HTTPFields = [
            .contentType: asset.type, .eTag: asset.tag, .cacheControl: "public, max-age=31536000, immutable",
        ]
        guard request.headers[.ifNoneMatch] != asset.tag else {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentLength] = String(asset.body.readableBytes)
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: asset.body))
    }
}
