import DocumentModel
import Dossiers

/// Translates a divided batch into the ledger's rows.
extension DividedBatch {
    var pageRecords: [PageRecord] {
        var slots: [PagePosition: ComponentSlot] = [:]
        for group in split.groups {
            for page in group.pages { slots[page] = group.slot }
        }
        return pages.enumerated().compactMap { ordinal, page in
            guard let id = page.id, let file = batch.files[page.position.file].ordinal else { return nil }
            let slot = slots[page.position]
            return PageRecord(
                id: id, batchID: batch.record.id, fileOrdinal: file, fileName: page.fileName,
                pageIndex: page.position.page, ordinal: ordinal, kind: recordKind(of: page),
                readingKey: page.readingKey, rotation: page.rotation, skew: page.skew, confidence: page.confidence,
                duplicateOf: duplicates[page.position].flatMap(batch.id), caseCode: slot?.caseCode,
                component: slot?.component)
        }
    }

    private func recordKind(of page: ReadPage) -> PageRecord.Kind {
        if duplicates[page.position] != nil { return .duplicate }
        switch page.kind {
        case .separator, .unreadableSeparator: return .separator
        case .content: return .content
        case .blank: return .blank
        case .unreadable: return .unreadable
        }
    }

    /// Issues of the files, of the splitting, and of sheets that were scanned twice.
    var issueRecords: [IssueRecord] {
        var issues = pages.compactMap { page in
            page.fault.map { issue($0.code, page.fileName, $0.pageIndex, $0.detail) }
        }
        issues += notes.map { issue($0.note.code, batch.files[$0.file].name, $0.note.pageIndex, $0.note.detail) }
        if let fault = batch.manifestFault {
            issues.append(issue(fault.code, BatchManifest.fileName, nil, fault.detail))
        }
        issues += split.issues.map { found in
            let name = found.position.map { batch.files[$0.file].name } ?? found.missingFile
            return issue(found.code, name, found.position?.page, found.detail)
        }
        issues += duplicates.sorted { $0.key < $1.key }.map { again, first in
            let detail = "repeats \(batch.files[first.file].name), page \(first.page + 1)"
            return issue(.duplicatePage, batch.files[again.file].name, again.page, detail)
        }
        return issues
    }

    private func issue(_ code: IssueCode, _ file: String?, _ page: Int?, _ detail: String) -> IssueRecord {
        IssueRecord(batchID: batch.record.id, fileName: file, pageIndex: page, code: code, detail: detail)
    }

    /// What a person has to decide. A held run of nothing but blank backs asks nobody.
    var heldPages: [HeldPages] {
        let blanks = Set(pages.filter { $0.kind == .blank }.map(\.position))
        return split.held.compactMap { held in
            let ids = held.pages.compactMap(batch.id)
            guard !ids.isEmpty, !held.pages.allSatisfy(blanks.contains) else { return nil }
            return HeldPages(
                reason: held.reason, pageIDs: ids, proposedCase: held.proposed?.caseCode,
                proposedComponent: held.proposed?.component)
        }
    }
}
