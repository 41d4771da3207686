import Dossiers
import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import NIOCore
import Presentation
import ServiceLifecycle

/// What happens to a batch, as server-sent events (HTML standard, section 9.2).
///
/// A stream starts with `state`, goes on with `pages`, `attached` and `issue`, and ends with `finished`, which has the
/// receipt. A client that comes back after `finished` gets 204 and stays away.
struct EventRoutes: Sendable {
    private static let finishedID = "finished"

    private let service: UploadService
    private let progress: any BatchProgressSource
    private let heartbeat: Duration
    private let streams: ConcurrencyLimit

    init(service: UploadService, progress: any BatchProgressSource, limits: StationServerSettings.Limits) {
        self.service = service
        self.progress = progress
        heartbeat = limits.heartbeat
        streams = ConcurrencyLimit(maximum: limits.eventStreams)
    }

    func addRoutes(to router: RouterGroup<StationContext>) {
        router.handle("batches/{id}/events", [.get: events])
    }

    @Sendable private func events(_ request: Request, _ context: StationContext) async throws -> Response {
        let station = try context.requireStation()
        let upload = try await service.upload(context.uploadID(), of: station)
        guard let batch = upload.batchID else {
            throw Problem(upload.state == .open ? .batchOpen : .batchAbandoned)
        }
        let last = request.headers[.lastEventID]
        guard last != Self.finishedID else { return Response(status: .noContent) }
        let headers: HTTPFields = [
            .contentType: "text/event-stream", .cacheControl: "no-store", .accelBuffering: "no",
        ]
        guard request.method != .head else { return Response(status: .ok, headers: headers) }
        // The body holds the share: it may never be asked for, when the client has gone by then.
        let share = try streams.take(station)
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody { writer in
                defer { withExtendedLifetime(share) {} }
                try await write(batch, after: last.flatMap { UInt64($0) }, to: &writer)
                try await writer.finish(nil)
            })
    }

    private func write(
        _ batch: BatchID, after last: UInt64?, to writer: inout any ResponseBodyWriter
    ) async throws {
        // Subscribe before reading the snapshot: what happens in between is reported twice rather than never.
        let events = try await progress.events(of: batch, after: last)
        let status = try await progress.status(of: batch)
        try await writer.write(ServerSentEvent(name: "state", status: status, batch: batch).buffer)
        var isFinished = status?.state == .finished
        if !isFinished {
            for await item in merged(events) {
                guard let event = item else {
                    try await writer.write(ByteBuffer(string: ": heartbeat\n\n"))
                    continue
                }
                guard event.kind != .finished else {
                    isFinished = true
                    break
                }
                try await writer.write(ServerSentEvent(event).buffer)
            }
        }
        guard isFinished else { return }
        let end = try await progress.status(of: batch)
        try await writer.write(ServerSentEvent(name: "finished", id: Self.finishedID, status: end, batch: batch).buffer)
    }

    /// Events and, as `nil`, heartbeats; ends with the events, or when the server stops.
    private func merged(_ events: AsyncStream<BatchEvent>) -> AsyncStream<BatchEvent?> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: BatchEvent?.self, bufferingPolicy: .bufferingNewest(ProgressHub.keptEvents))
        let telling = Task {
            await withGracefulShutdownHandler {
                for await event in events { continuation.yield(event) }
                continuation.finish()
            } onGracefulShutdown: {
                continuation.finish()
            }
        }
        let beating = Task {
            while !Task.isCancelled {
                try await Task.sleep(for: heartbeat)
                continuation.yield(nil)
            }
        }
        continuation.onTermination = { _ in
            telling.cancel()
            beating.cancel()
        }
        return stream
    }
}

/// One event as it is written.
private struct ServerSentEvent {
    var name: String
    var id: String?
    var data: Data

    init(name: String, id: String? = nil, status: BatchStatus?, batch: BatchID) {
        self.name = name
        self.id = id
        data = status.flatMap { try? JSONForm.compact.data(StationBatchView.Progress(batch, $0)) } ?? Data("{}".utf8)
    }

    init(_ event: BatchEvent) {
        id = String(event.id)
        switch event.kind {
        case .pages(let read, let total):
            name = "pages"
            data = Self.data(PagesReadView(read: read, of: total))
        case .attached(let code, let component, let pages):
            name = "attached"
            data = Self.data(AttachedView(caseCode: code, component: component, pages: pages))
        case .issue(let code, let file, let page):
            name = "issue"
            data = Self.data(BatchIssueView(code, file: file, pageIndex: page))
        case .finished:
            name = "finished"
            data = Data("{}".utf8)
        }
    }

    /// JSON has no line breaks of its own here, so the data are one line.
    var buffer: ByteBuffer {
        var text = "event: \(name)\n"
        if let id { text += "id: \(id)\n" }
        return ByteBuffer(string: text + "data: \(String(decoding: data, as: UTF8.self))\n\n")
    }

    private static func data(_ value: some Encodable) -> Data { (try? JSONForm.compact.data(value)) ?? Data("{}".utf8) }
}
