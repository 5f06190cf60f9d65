import ReactMarkdown, { type Components } from 'react-markdown';
import styles from './Markdown.module.css';

/** The screen has the only first-level heading, so a text's own headings go one down. */
const COMPONENTS: Components = {
  h1: ({ children }) => <h2>{children}</h2>,
  h2: ({ children }) => <h3>{children}</h3>,
  h3: ({ children }) => <h4>{children}</h4>,
  a: ({ href, children }) => (
    <a href={href} rel="noopener noreferrer nofollow" target="_blank">
      {children}
    </a>
  ),
};

export default function MarkdownText({ children }: { children: string }) {
  return (
    <div className={styles.text}>
      <ReactMarkdown skipHtml disallowedElements={['img']} components={COMPONENTS}>
        {children}
      </ReactMarkdown>
    </div>
  );
}
