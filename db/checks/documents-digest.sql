-- The digest of every paper is that of its content, and the content bears the paper's number.
select id as document_id, number
  from documents
 where sha256 <> sha256(convert_to(content, 'UTF8')) or content::jsonb ->> 'number' is distinct from number;
