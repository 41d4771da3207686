import Basics
import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import NIOCore
import NIOHTTPTypes
import Presentation

/// The files of an open batch.
struct FileRoutes: Sendable {
    let service: UploadService
    let limits: StationServerSettings.Limits

    func addRoutes(to router: RouterGroup<StationContext>) {
        router.handle("batches/{id}/files/{name}", [.put: put])
    }

    @Sendable private func put(_ request: Request, _ context: StationContext) async throws -> Response {
        guard let name = SafeName(percentEncoded: try context.parameters.require("name")) else {
            throw Problem(.badFileName)
        }
        guard let digest = request.headers[.contentDigest].flatMap(ContentDigestField.sha256) else {
            throw Problem(.digestRequired)
        }
        let upload = try await service.upload(context.uploadID(), of: context.requireStation())
        let body = IncomingBody(request: request, limits: limits)
        let (outcome, size) = try await service.add(
            name, digest: digest, replacing: try Self.rule(request.headers[.ifMatch]), to: upload, body,
            beforeReading: { try await Self.invite(request, context) })
        let file = UploadedFile(name: name.text, sha256: digest, byteCount: size, storedAs: "")
        var response = JSON.response(StationBatchView.File(file), status: outcome == .added ? .created : .ok)
        response.headers[.eTag] = "\"\(digest.rawValue)\""
        if outcome == .unchanged { try await passOver(body, context, &response) }
        return response
    }

    /// Sees to a body that is not wanted. A client that was not invited to send it may go on with its next request, or
    /// may send it after all: only the end of the connection makes clear what is what.
    private func passOver(_ body: IncomingBody, _ context: StationContext, _ response: inout Response) async throws {
        if body.request.headers[.expect] != nil {
            context.close(after: limits.lingerTime, &response)
        } else {
            try await body.drop()
        }
    }

    /// `If-Match` names the file that may be replaced by its entity tag, which is its SHA-256 digest.
    private static func rule(_ field: String?) throws -> ReplacementRule {
        guard let field = field?.trimmingCharacters(in: .whitespaces) else { return .never }
        if field == "*" { return .any }
        guard field.hasPrefix("\""), field.hasSuffix("\""), field.utf8.count > 2,
            let digest = ContentDigest(rawValue: String(field.dropFirst().dropLast()))
        else { throw Problem(.preconditionFailed) }
        return .only(digest)
    }

    /// Tells a client that waits for it that its body is wanted (RFC 9110 section 10.1.1).
    private static func invite(_ request: Request, _ context: StationContext) async throws {
        guard request.headers[.expect]?.lowercased() == "100-continue" else { return }
        try await context.channel.writeAndFlush(HTTPResponsePart.head(HTTPResponse(status: .continue))).get()
    }
}
