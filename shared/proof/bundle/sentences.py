"""What a verdict's reasons say, in English and Chinese. A published code never changes its meaning.

`{about}` is the file or entry a reason is about, `{detail}` what was found there.
"""

from __future__ import annotations

REASONS: dict[str, tuple[str, str]] = {
    "bundle.signed": (
        "every file meets the checkpoint of {about}, which a given key has signed",
        "包内每个文件都与 {about} 的校验点相符，校验点由所给公钥签名",
    ),
    "bundle.witnessed": (
        "enough witnesses of the given policy have cosigned the checkpoint of {about}",
        "{about} 的校验点已有见证方会签，达到所给见证规则的要求",
    ),
    "bundle.unreadable": ("{about} cannot be read: {detail}", "无法读取 {about}：{detail}"),
    "zip.malformed": ("{about} is no evidence bundle: {detail}", "{about} 不是证据包：{detail}"),
    "zip.too_large": ("{about} is larger than an evidence bundle may be", "{about} 超过证据包允许的大小"),
    "zip.name": ("a file in the ZIP has the name {about}, which none in a bundle has", "包内文件名 {about} 不合规定"),
    "zip.duplicate": ("the ZIP holds {about} twice", "包内有两个 {about}"),
    "zip.damaged": ("the bytes of {about} do not meet their checksum", "{about} 的内容与其校验和不符，已损坏或被改动"),
    "zip.rewritten": (
        "the ZIP is not as the export wrote it: it was changed, or packed again by another program",
        "压缩包不是导出时的样子：被改动过，或被其他程序重新打包",
    ),
    "json.malformed": (
        "{about} is not the canonical JSON it must be: {detail}",
        "{about} 不是规定格式的 JSON：{detail}",
    ),
    "file.missing": ("{about} is missing from the bundle", "包内缺少 {about}"),
    "file.unexpected": ("{about} is in the bundle, but has no place in it", "包内多出 {about}"),
    "file.digest": (
        "the bytes of {about} are not those that manifest.json names",
        "{about} 的内容与 manifest.json 所列摘要不符，被改动过",
    ),
    "manifest.format": (
        "manifest.json names the format {detail}, which this verifier does not know",
        "manifest.json 所写格式 {detail} 不是本程序认识的格式",
    ),
    "manifest.algorithms": (
        "manifest.json names other algorithms than this verifier checks",
        "manifest.json 所列算法不是本程序核验的算法",
    ),
    "manifest.origin": (
        "manifest.json names another log than the checkpoint, which is of {detail}",
        "manifest.json 所写日志与校验点（{detail}）不一致",
    ),
    "manifest.made_at": (
        "manifest.json names another time than the last entry of the tree, {detail}",
        "manifest.json 所写时间与校验点最后一条记录的时间（{detail}）不一致",
    ),
    "entry.malformed": ("{about} is no entry: {detail}", "{about} 不是一条记录：{detail}"),
    "entry.subject": ("{about} is about another case than the bundle", "{about} 属于别的事项，不是本包的事项"),
    "entry.place": (
        "{about} says another log or position than proofs.json",
        "{about} 所写日志或序号与 proofs.json 不一致",
    ),
    "entry.order": ("{about} does not come after the one before it", "{about} 的顺序不对，没有排在前一条之后"),
    "entry.chain": (
        "{about} does not name the hash of the entry before it in its log",
        "{about} 所写的前一条摘要与日志中前一条记录不符",
    ),
    "entry.repeated": ("{about} has the id of another entry", "{about} 的编号与另一条记录相同"),
    "map.seal": (
        "map-entry.json is no seal of the map of cases: {detail}",
        "map-entry.json 不是事项总表的封存记录：{detail}",
    ),
    "map.not_last": (
        "map-entry.json is not the last entry under the checkpoint: later entries could be left out",
        "map-entry.json 不是校验点下的最后一条记录，其后的记录可能被略去",
    ),
    "map.proof": (
        "the map of cases that was sealed does not say of {about} what proofs.json says",
        "已封存的事项总表与 proofs.json 对 {about} 的说法不符",
    ),
    "map.count": (
        "the map of cases has {detail} entries of {about}, the bundle another number: some were left out or added",
        "事项总表记有 {about} 的 {detail} 条记录，与包内条数不同：有记录被略去或添加",
    ),
    "map.last": (
        "the last entry of {about} is number {detail}, which is not the last in the bundle",
        "{about} 的最后一条记录是第 {detail} 号，不是包内的最后一条",
    ),
    "map.chain": (
        "the entries of {about} in the bundle are not those, in that order, that the map of cases counted",
        "包内 {about} 的记录与事项总表所计的记录或顺序不同",
    ),
    "opened.entry": (
        "{about} opens a field of an entry that is not in the bundle",
        "{about} 公开的字段所属的记录不在包内",
    ),
    "opened.field": ("{about}: the entry has no closed field there", "{about}：该记录在此处没有加密字段"),
    "opened.digest": (
        "{about}: salt and value do not meet the digest in the entry",
        "{about}：所给内容与记录中的摘要不符，不是原文",
    ),
    "opened.repeated": ("{about} is opened twice", "{about} 公开了两次"),
    "attachment.entry": ("{about} belongs to no entry of the bundle", "{about} 不属于包内任何一条记录"),
    "attachment.digest": (
        "{about}: salt and bytes do not meet the digest in the entry",
        "{about}：附件内容与记录中的摘要不符，不是原件",
    ),
    "attachment.described": (
        "{about} is described in attachments.json otherwise than in its entry",
        "attachments.json 对 {about} 的说明与记录不一致",
    ),
    "rules.hash": ("{about} is not the content whose hash its name is", "{about} 的内容与文件名中的摘要不符"),
    "rules.not_named": ("{about} are rules that no entry of the bundle names", "{about} 不是包内记录所依据的规则"),
    "earlier.without_proof": (
        "earlier-checkpoint and the consistency proof in proofs.json come together or not at all",
        "earlier-checkpoint 与 proofs.json 中的一致性证明应同时存在",
    ),
    "earlier.origin": ("earlier-checkpoint is of another log than the checkpoint", "earlier-checkpoint 属于另一个日志"),
    "witness.too_few": (
        "the witnesses who cosigned the checkpoint are not enough for the given policy",
        "会签校验点的见证方没有达到所给见证规则的要求",
    ),
    "outside.unsigned": (
        "the checkpoint given beside the bundle is not signed by a given key: {detail}",
        "另行提供的校验点没有所给公钥的有效签名：{detail}",
    ),
    "outside.origin": (
        "the checkpoint given beside the bundle is of another log, {detail}",
        "另行提供的校验点属于另一个日志（{detail}）",
    ),
    "outside.differs": (
        "two trees of {detail} leaves were signed with the same key, the bundle's and another: one party was deceived",
        "同一公钥为 {detail} 条记录签署了两个不同的校验点：有人得到的是另一套记录",
    ),
    "outside.not_shown": (
        (
            "nothing in the bundle shows that its checkpoint and the one given ({detail} leaves) are of the same tree; "
            "have it exported again with --earlier and that checkpoint"
        ),
        "包内没有证明能说明其校验点与所给校验点（{detail} 条记录）同属一套记录；请用 --earlier 加该校验点重新导出",
    ),
}

BELOW: dict[str, str] = {
    "digest.unavailable": "本机的 OpenSSL 不支持所需的摘要算法",
    "digest.unknown": "摘要算法不是本程序认识的算法",
    "tree.size_malformed": "树的大小或叶号不合规定",
    "tree.hash_malformed": "摘要长度不对",
    "tree.path_malformed": "证明路径格式不对",
    "inclusion.index_beyond_size": "叶号超出校验点所含的记录数",
    "inclusion.path_length": "包含证明的长度不对",
    "inclusion.root_mismatch": "该记录不在校验点之内：记录或证明被改动过",
    "consistency.sizes_descend": "较早的校验点反而更大",
    "consistency.from_nothing": "空树不能作为较早的校验点",
    "consistency.path_length": "一致性证明的长度不对",
    "consistency.old_root_mismatch": "一致性证明与较早的校验点不符",
    "consistency.new_root_mismatch": "一致性证明与本校验点不符：较早的记录被改动过",
    "frontier.malformed": "树的边缘与其大小不符",
    "note.malformed": "签名文书格式不对",
    "note.unverified": "所给公钥都没有签过这份校验点；请核对公钥",
    "note.bad_signature": "签名与内容不符：校验点被改动过",
    "note.ambiguous_key": "同一公钥给了不止一次",
    "checkpoint.malformed": "校验点格式不对",
    "checkpoint.empty_root": "没有记录的树，根摘要不对",
    "checkpoint.not_the_logs": "日志自己的公钥没有签过这份校验点",
    "cosignature.malformed": "见证方会签格式不对",
    "key.malformed": "公钥格式不对",
    "key.unknown_type": "公钥类型不是本程序能核验的",
    "key.wrong_id": "公钥的编号与内容不符，请重新复制",
    "key.wrong_type": "公钥类型与用途不符",
    "policy.malformed": "见证规则文件格式不对",
}
"""What the proofs below say, in Chinese; they say it in English themselves."""
