/// Runs `body` over the elements, so many at a time, and gives the results in the order of the elements.
///
/// The window keeps a batch of thousands of pages from standing in memory as thousands of tasks. The first error
/// cancels the rest.
package func mapConcurrently<Element: Sendable, Result: Sendable>(
    _ elements: [Element], window: Int, _ body: @escaping @Sendable (Element) async throws -> Result
) async throws -> [Result] {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
        var results = [Result?](repeating: nil, count: elements.count)
        var next = 0
        func start() {
            guard next < elements.count else { return }
            let (index, element) = (next, elements[next])
            group.addTask { (index, try await body(element)) }
            next += 1
        }
        for _ in 0..<max(1, window) { start() }
        while let (index, result) = try await group.next() {
            results[index] = result
            start()
        }
        return results.compactMap { $0 }
    }
}
