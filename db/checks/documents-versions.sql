-- A paper that replaces another is one version later and about the same thing; a later version always names what it replaces.
select d.id as document_id, d.number
  from documents d
  left join documents p on p.id = d.supersedes_id
 where (d.version > 1 and d.supersedes_id is null)
    or (d.supersedes_id is not null and (p.kind <> d.kind or p.subject_id <> d.subject_id or p.version <> d.version - 1));
