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
                duplicateOf: (duplicates[page.position] ?? likelyDuplicates[page.position]).flatMap(batch.id),
                caseCode: slot?.caseCode,
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
        if let fault = batch.manifestFault {
            issues.append(issue(fault.code, BatchManifest.fileName, nil, fault.detail))
        }
        issues += split.issues.map { found in
            let name = found.position.map { batch.files[$0.file].name } ?? found.missingFile
            return issue(found.code, name, found.position?.page, found.detail)
        }
        issues += repeatIssues(duplicates, .duplicatePage, "repeats")
        issues += repeatIssues(keptDuplicates, .likelyDuplicate, "likely repeats")
        issues += pages.filter { $0.kind == .content && $0.isLikelyBlank && duplicates[$0.position] == nil }.map {
            issue(.likelyBlank, $0.fileName, $0.position.page, "little ink, none read, and none explained by a front")
        }
        return issues
    }

    private func repeatIssues(
        _ repeats: [PagePosition: PagePosition], _ code: IssueCode, _ verb: String
    ) -> [IssueRecord] {
        repeats.sorted { $0.key < $1.key }.map { again, first in
            let detail = "\(verb) \(batch.files[first.file].name), page \(first.page + 1)"
            return issue(code, batch.files[again.file].name, again.page, detail)
        }
    }

    /// Likely repeats whose document was made; those of a component that is held back wait in any case.
    private var keptDuplicates: [PagePosition: PagePosition] {
        let attached = Set(split.groups.flatMap(\.pages))
        return likelyDuplicates.filter { attached.contains($0.key) }
    }

    private func issue(_ code: IssueCode, _ file: String?, _ page: Int?, _ detail: String) -> IssueRecord {
        IssueRecord(batchID: batch.record.id, fileName: file, pageIndex: page, code: code, detail: detail)
    }

    /// What a person has to decide: where held-back pages go, and whether likely repeats stay in their documents.
    var heldPages: [HeldPages] { waitingPages + doubtfulRepeats }

    private var doubtfulRepeats: [HeldPages] {
        var slots: [PagePosition: ComponentSlot] = [:]
        for group in split.groups { for page in group.pages { slots[page] = group.slot } }
        return keptDuplicates.sorted { $0.key < $1.key }.compactMap { again, first in
            guard let id = batch.id(again), let slot = slots[again] else { return nil }
            return HeldPages(
                reason: .likelyDuplicate,
                detail: "likely repeats \(batch.files[first.file].name), page \(first.page + 1)", pageIDs: [id],
                proposedCase: slot.caseCode.rawValue, proposedComponent: slot.component.rawValue)
        }
    }

    /// A held run of nothing but blank backs asks nobody.
    private var waitingPages: [HeldPages] {
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
