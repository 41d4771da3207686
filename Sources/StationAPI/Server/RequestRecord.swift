import CoreMetrics
import Hummingbird
import Logging
import Observability

/// Counts and logs each request by its route; addresses are not logged, they hold names of files.
struct RequestRecord: RouterMiddleware {
    typealias Context = StationContext

    let factory: any MetricsFactory

    func handle(
        _ request: Request, context: StationContext, next: (Request, StationContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let elapsed = ContinuousClock.now - start
        let route = context.endpointPath ?? "other"
        let labels = [("method", Self.known(request.method)), ("route", route)]
        Counter(
            label: "sohoa_http_requests", dimensions: labels + [("status", "\(response.status.code)")],
            factory: factory
        ).increment()
        Timer(label: "sohoa_http_request_duration", dimensions: labels, factory: factory)
            .recordNanoseconds(Int64(elapsed / .nanoseconds(1)))
        let level: Logger.Level = response.status.code >= 500 ? .error : response.status.code >= 400 ? .info : .debug
        context.logger.log(
            level: level, "request",
            metadata: .init([
                .method: .string(Self.known(request.method)), .route: .string(route),
                .status: .stringConvertible(response.status.code),
                .milliseconds: .stringConvertible(Int(elapsed / .milliseconds(1))),
            ]))
        return response
    }

    /// Methods come from outside: whatever is none of HTTP's own counts as one.
    private static func known(_ method: HTTPRequest.Method) -> String {
        HTTPRequest.Method.known.contains(method) ? method.rawValue : "other"
    }
}

extension StationServer {
    /// The server's own metrics.
    public static let metricDescriptions = [
        MetricDescription("sohoa_http_requests", "HTTP requests by method, route and status."),
        MetricDescription(
            "sohoa_http_request_duration", "Time until the answer to an HTTP request began, in seconds."),
        MetricDescription("sohoa_http_received_bytes", "Bytes of files received from stations."),
        MetricDescription("sohoa_http_received_files", "Files received from stations."),
    ]
}
