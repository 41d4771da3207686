import ArtifactStore
import Basics
import DocumentModel
import Dossiers
import FieldReading
import Foundation
import Ledger
import Office
import RecognizerProtocol

/// Makes a component's document: fields and searchable PDF. Records nothing.
struct DocumentStage: Sendable {
    let recognizer: any Recognizer
    let store: ArtifactStore
    let ledger: Ledger
    let pictures: PagePictures
    let pipelines: Pipelines
    let files: BlockingWork
    var recent: RecentReadings?

    /// Makes the document of one component.
    /// - Parameter isWanted: whether it is wanted even though the component holds all these pages already.
    /// - Returns: `nil` when the component holds all these pages already.
    /// - Throws: ``AssemblyError`` when the PDF cannot be made; errors of ledger and store.
    func make(
        _ component: ComponentPages, of batch: BatchRecord, isWanted: Bool = false
    ) async throws -> MadeDocument? {
        if !isWanted, try await isHeldAlready(component) { return nil }
        let signed = try await signedOriginal(component, batch.id)
        let subject = try await ledger.read { [pipelines] tx in
            try DocumentSubject(
                component.slot, takenAt: batch.takenAt, signedOriginal: signed, pipelines: pipelines, in: tx)
        }
        let (made, unwritten) = try await derive(component.pages, subject)
        let pages = try component.pages.map { page in
            guard let content = page.content, let key = page.readingKey, let id = page.id else {
                throw AssemblyError("a page has no reading")
            }
            return DocumentPage(pageID: id, content: content, readingKey: key)
        }
        let contents = pages.flatMap { [$0.content.original.rawValue, String($0.content.pageIndex)] }
        let draft = DocumentDraft(
            caseCode: component.slot.caseCode, component: component.slot.component, batchID: batch.id,
            contentDigest: try ContentDigest(ofTexts: contents), pdf: made.pdf, signedOriginal: signed, pages: pages,
            fields: made.fields, occurredAt: batch.takenAt, derivation: made.keys)
        return MadeDocument(draft: draft, unwritten: unwritten ?? [:])
    }

    /// Makes fields and PDF of pages that were read.
    /// - Parameters:
    ///   - present: what was made of the pages before; whatever has the same key is taken from it.
    ///   - frozen: what of it a person made, which is taken whatever its key is.
    /// - Returns: what was made, and how many words of a page are not in its PDF's text layer; `nil` when the PDF is the
    ///   one that was there.
    /// - Throws: ``AssemblyError`` when the PDF cannot be made; errors of ledger and store.
    func derive(
        _ pages: [ReadPage], _ subject: DocumentSubject, present: Derivatives? = nil,
        frozen: Set<DerivativeKind> = []
    ) async throws -> (made: Derivatives, unwritten: [Int: Int]?) {
        let readingKeys = try pages.map { page in
            guard let key = page.readingKey else { throw AssemblyError("a page has no reading") }
            return key
        }
        let fieldsKey = try subject.fieldsKey(readingKeys)
        let known = present.flatMap { $0.keys?.fields == fieldsKey || frozen.contains(.fields) ? $0.fields : nil }
        let readings = known == nil ? try await readings(readingKeys) : nil
        let fields = known ?? self.fields(readings ?? [], subject)
        let keys = DerivationKeys(fields: fieldsKey, pdf: try subject.pdfKey(readingKeys, fields))
        var made = Derivatives(
            readingKeys: readingKeys, fields: fields, pdf: nil, keys: keys, corrections: subject.corrections.revision)
        guard subject.signedOriginal == nil else { return (made, [:]) }
        if let present, present.keys?.pdf == keys.pdf {
            made.pdf = present.pdf
            return (made, nil)
        }
        let read = if let readings { readings } else { try await self.readings(readingKeys) }
        let written = try await makePDF(pages, read, fields, subject)
        made.pdf = written.pdf
        return (made, written.unwritten)
    }

    private func fields(_ readings: [PageReading], _ subject: DocumentSubject) -> DocumentFields {
        let read = FieldReader.read(
            pages: readings, notAfter: subject.latestDate, register: subject.register, vocabulary: subject.vocabulary
        )
        .filter { $0.value.confidence >= subject.pipeline.readFields.minimumConfidence }
        return CorrectedReading.apply(subject.corrections.fields, to: read)
    }

    private func readings(_ keys: [String]) async throws -> [PageReading] {
        let codec = ReadingCodec(store: store, files: files, recent: recent)
        var readings: [PageReading] = []
        for key in keys {
            guard let record = try await ledger.read({ try $0.pageReading(key: key) }) else {
                throw AssemblyError("a page has no reading")
            }
            readings.append(try await codec.load(record.artifact))
        }
        return readings
    }

    /// Whether one of the component's documents has all these pages, so that no PDF need be made to find out.
    private func isHeldAlready(_ component: ComponentPages) async throws -> Bool {
        let contents = Set(component.pages.compactMap(\.content))
        return try await ledger.read { tx in
            try tx.documents(case: component.slot.caseCode, batch: nil).contains {
                $0.content.component == component.slot.component
                    && contents.isSubset(of: Set($0.content.pages.map(\.content)))
            }
        }
    }

    /// A signed PDF stands for itself when the component is exactly that file: rewriting it would break the signature.
    private func signedOriginal(
        _ component: ComponentPages, _ batch: BatchID
    ) async throws -> ContentDigest? {
        let originals = Set(component.pages.map(\.original))
        guard originals.count == 1, let original = originals.first ?? nil else { return nil }
        let signed = try await ledger.read { tx in
            try tx.files(of: batch).contains { $0.sha256 == original && $0.isSigned }
        }
        return signed ? original : nil
    }

    // MARK: The PDF

    /// Writes the PDF. Pages that another program shows otherwise than they were read are written again as they were
    /// read, encoded anew; when that is of no avail, the document waits for a person.
    private func makePDF(
        _ read: [ReadPage], _ readings: [PageReading], _ fields: DocumentFields, _ subject: DocumentSubject
    ) async throws -> (pdf: ContentDigest, unwritten: [Int: Int]) {
        var pages: [AssemblyPage] = []
        for (page, reading) in zip(read, readings) {
            pages.append(
                AssemblyPage(
                    image: try await picture(of: page, reading, subject.pipeline.readPages), width: reading.width,
                    height: reading.height, dpi: reading.dpi, skew: reading.skew, text: reading.text))
        }
        let output = store.temporaryFile()
        var result = try await write(pages, fields, subject, to: output)
        let differing = result.differingPictures ?? []
        for index in differing {
            pages[index].image = try await extract(
                read[index], readings[index], subject.pipeline.readPages, asRead: true)
        }
        if !differing.isEmpty { result = try await write(pages, fields, subject, to: output) }
        if let page = result.differingPictures?.first {
            try? FileManager.default.removeItem(at: output)
            throw AssemblyError("page \(page + 1) of the PDF is not what was read", code: .pictureDiffers)
        }
        guard result.textVerified else { throw AssemblyError("the text read back from the PDF differs") }
        let pdf = try await files.run { [store] in try store.adopt(temporaryFile: output).sha256 }
        return (pdf, result.unwritten ?? [:])
    }

    private func write(
        _ pages: [AssemblyPage], _ fields: DocumentFields, _ subject: DocumentSubject, to output: URL
    ) async throws -> AssembleResult {
        let request = AssembleRequest(
            pages: pages, metadata: subject.metadata(fields), outputPath: output.path(percentEncoded: false))
        let deadline = Duration.seconds(subject.pipeline.assemble.deadlineSeconds)
        let response = try await answer(.assemble(request), deadline)
        guard case .assembled(let result) = response else { throw AssemblyError(response) }
        return result
    }

    /// The picture that was made while the page was read, or one made anew from the original after a restart.
    private func picture(
        of page: ReadPage, _ reading: PageReading, _ parameters: Pipeline.ReadPages
    ) async throws -> EmbeddableImage {
        if let key = page.readingKey, let image = await pictures.image(forKey: key) { return image }
        return try await extract(page, reading, parameters)
    }

    /// - Parameter asRead: whether it is to be what was read, encoded anew.
    private func extract(
        _ page: ReadPage, _ reading: PageReading, _ parameters: Pipeline.ReadPages, asRead: Bool = false
    ) async throws -> EmbeddableImage {
        guard let key = page.readingKey, let original = page.original else {
            throw AssemblyError("a page has no reading")
        }
        let request = ExtractImageRequest(
            path: store.url(for: original).path(percentEncoded: false), pageIndex: page.position.page,
            maxPixels: parameters.maxPixels, rotation: reading.rotation,
            imagePath: pictures.path(forKey: key), options: parameters.recognition, asRead: asRead ? true : nil)
        let response = try await answer(.extractImage(request), .seconds(parameters.pageDeadlineSeconds))
        guard case .imageExtracted(let image) = response else { throw AssemblyError(response) }
        return image
    }

    private func answer(_ request: RecognizerRequest, _ deadline: Duration) async throws -> RecognizerResponse {
        do {
            return try await recognizer.call(request, deadline: deadline)
        } catch let error as RecognizerError {
            guard let code = error.issueCode else { throw EnvironmentFault(error) ?? error as any Error }
            throw AssemblyError(code.rawValue)
        }
    }
}

/// A document's PDF could not be made; its pages wait for a person.
struct AssemblyError: Error, Hashable, Sendable {
    /// Technical detail in English, without personal data.
    var detail: String
    /// What is to be told to the clerk.
    var code: IssueCode

    init(_ detail: String, code: IssueCode = .assemblyFailed) {
        self.detail = detail
        self.code = code
    }

    init(_ response: RecognizerResponse) {
        if case .fault(let fault) = response {
            self.init(
                "\(fault.code.rawValue): \(fault.detail)",
                code: fault.code == .pictureDiffers ? .pictureDiffers : .assemblyFailed)
        } else {
            self.init("unexpected answer")
        }
    }
}

/// A component's document before it is recorded.
struct MadeDocument: Sendable {
    var draft: DocumentDraft
    /// How many words of a page, by its place in the document, are not in the PDF's text layer.
    var unwritten: [Int: Int]
}
