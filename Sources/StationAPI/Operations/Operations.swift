import Hummingbird
import NIOCore

/// What those who run the service look at: whether it lives, whether it is ready, its metrics. No token is needed.
struct Operations: Sendable {
    let checks: [HealthCheck]
    let metrics: (@Sendable () async -> String)?
    /// Whether only this machine gets an answer.
    let isLocal: Bool

    func addRoutes(to router: Router<StationContext>) {
        router.handle("health/live", [.get: { _, context in try answer(context) { JSON.response(Health(ok: true)) } }])
        router.handle("health/ready", [.get: { _, context in try await answer(context, readiness) }])
        router.handle("metrics", [.get: { _, context in try await answer(context, exposition) }])
    }

    private struct Health: Encodable {
        var ok: Bool
        var checks: [HealthResult]?
    }

    private func answer(
        _ context: StationContext, _ body: () async throws -> Response
    ) async throws -> Response {
        guard !isLocal || context.isLocal else { throw Problem(.notFound) }
        return try await body()
    }

    private func answer(_ context: StationContext, _ body: () throws -> Response) throws -> Response {
        guard !isLocal || context.isLocal else { throw Problem(.notFound) }
        return try body()
    }

    private func readiness() async -> Response {
        let results = await withTaskGroup(of: HealthResult.self) { group in
            for check in checks { group.addTask { await check.result() } }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.name < $1.name }
        }
        let isReady = results.allSatisfy(\.ok)
        return JSON.response(
            Health(ok: isReady, checks: results), status: isReady ? .ok : .serviceUnavailable)
    }

    private func exposition() async throws -> Response {
        guard let metrics else { throw Problem(.notFound) }
        return Response(
            status: .ok,
            headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: await metrics())))
    }
}
