import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import Presentation

/// A station's batches: create, list, look, complete, take back.
struct BatchRoutes: Sendable {
    /// Most batches that are listed.
    private static let maximumListed = 100
    /// Largest body that asks for a batch, bytes.
    private static let maximumRequest = 64 << 10
    /// Largest list of expected files, bytes.
    private static let maximumExpectation = 8 << 20

    let service: UploadService
    let progress: any BatchProgressSource

    func addRoutes(to router: RouterGroup<StationContext>) {
        router.handle("batches", [.post: create, .get: list])
        router.handle("batches/{id}", [.get: look, .delete: abandon])
        router.handle("batches/{id}/complete", [.post: complete])
    }

    @Sendable private func create(_ request: Request, _ context: StationContext) async throws -> Response {
        let station = try context.requireStation()
        let wish = try await JSON.decode(NewBatch.self, from: request, upTo: Self.maximumRequest, service.limits)
        guard let name = SafeName(wish.name) else { throw Problem(.badBatchName) }
        let key = wish.idempotencyKey
        guard (1...128).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Problem(.badKey)
        }
        let (upload, isNew) = try await service.open(key: key, name: name, isUrgent: wish.urgent, by: station)
        var response = JSON.response(try await view(upload, withFiles: true), status: isNew ? .created : .ok)
        response.headers[.location] = "/v1/batches/\(upload.id)"
        return response
    }

    @Sendable private func list(_ request: Request, _ context: StationContext) async throws -> Response {
        let station = try context.requireStation()
        let uploads = try await service.uploads(of: station).list(limit: Self.maximumListed)
        return JSON.response(StationBatchListView(uploads.map { StationBatchView($0) }))
    }

    @Sendable private func look(_ request: Request, _ context: StationContext) async throws -> Response {
        let upload = try await service.upload(context.uploadID(), of: context.requireStation())
        return JSON.response(try await view(upload, withFiles: true))
    }

    @Sendable private func complete(_ request: Request, _ context: StationContext) async throws -> Response {
        let station = try context.requireStation()
        let upload = try await service.upload(context.uploadID(), of: station)
        let body = try await JSON.body(of: request, upTo: Self.maximumExpectation, service.limits)
        let expectation = body.isEmpty ? nil : try JSON.decode(ExpectedFiles.self, from: body, request)
        _ = try await service.complete(upload, by: try context.requireActor()) { try expectation?.check($0) }
        return JSON.response(try await view(try await service.upload(upload.id, of: station), withFiles: false))
    }

    @Sendable private func abandon(_ request: Request, _ context: StationContext) async throws -> Response {
        try await service.abandon(try await service.upload(context.uploadID(), of: context.requireStation()))
        return Response(status: .noContent)
    }

    private func view(_ upload: Upload, withFiles: Bool) async throws -> StationBatchView {
        var view = StationBatchView(upload)
        if let batch = upload.batchID, let status = try await progress.status(of: batch) {
            view.batch = StationBatchView.Progress(batch, status)
        }
        if withFiles, upload.state == .open {
            view.files = try await service.uploads(of: upload.station).files(of: upload).map(StationBatchView.File.init)
        }
        return view
    }
}

/// A request for a batch.
private struct NewBatch: Decodable {
    var name: String
    var urgent: Bool
    var idempotencyKey: String

    private enum CodingKeys: CodingKey {
        case name, urgent, idempotencyKey
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(String.self, forKey: .name)
        urgent = try container.decodeUnlessAbsent(Bool.self, forKey: .urgent) ?? false
        idempotencyKey = try container.decode(String.self, forKey: .idempotencyKey)
    }
}
