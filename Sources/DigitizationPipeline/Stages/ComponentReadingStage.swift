import Basics
import Dossiers
import Ledger
import Office

/// Reads the pages of a component as its pipeline wants them read. Until it is known where a page belongs, it is read as
/// the standard pipeline says.
struct ComponentReadingStage: Sendable {
    let pipelines: Pipelines
    let ledger: Ledger
    /// Makes the reader, when there is something to read.
    let reader: @Sendable () async throws -> BatchPageReader

    /// - Returns: the component with its pages as they are read under its pipeline; what they show as kind and place
    ///   stays as the splitting found it.
    /// - Throws: ``AssemblyError`` when a page cannot be read so; errors of ledger, store and recognizer.
    func read(_ component: ComponentPages, takenAt: Instant) async throws -> ComponentPages {
        let parameters = try await parameters(component.slot, takenAt)
        guard parameters.recognition != pipelines.standard.readPages.recognition else { return component }
        var reader = try await reader()
        reader.parameters = parameters
        return try await Self.read(component, reader)
    }

    private func parameters(_ slot: ComponentSlot, _ takenAt: Instant) async throws -> Pipeline.ReadPages {
        guard !pipelines.rules.rules.isEmpty else { return pipelines.standard.readPages }
        let procedure = try await ledger.read { try $0.findCase(slot.caseCode)?.procedureCode }
        return pipelines.pipeline(procedure: procedure ?? "", component: slot.component, takenAt: takenAt).readPages
    }

    /// Pages of one component that are under way at a time; components and documents go side by side as well.
    private static let window = 4

    /// Reads pages with one reader.
    static func read(_ component: ComponentPages, _ reader: BatchPageReader) async throws -> ComponentPages {
        var component = component
        component.pages = try await mapConcurrently(component.pages, window: window) { try await read($0, reader) }
        return component
    }

    private static func read(_ page: ReadPage, _ reader: BatchPageReader) async throws -> ReadPage {
        guard !page.isKept else { return page }
        guard let content = page.content else { throw AssemblyError("a page has no original") }
        switch try await reader.read(content) {
        case .success(let read):
            var page = page
            page.readingKey = read.key
            page.rotation = read.reading.rotation
            page.skew = read.reading.skew
            page.confidence = read.reading.text.confidence
            return page
        case .failure(let fault): throw AssemblyError("\(fault.code.rawValue): \(fault.detail)")
        }
    }
}
