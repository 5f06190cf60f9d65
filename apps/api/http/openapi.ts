import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

/** Every route in one document; the web's client is generated from it (`npm run openapi`). */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Mazeru')
    .setDescription('Instants are ISO 8601 UTC, days are Tokyo days, money is whole yen. Refusals are problem+json (RFC 9457) with a stable code.')
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addCookieAuth('mazeru_session')
    .addBearerAuth()
    .build();
  return SwaggerModule.createDocument(app, config, { operationIdFactory: (controller, method) => `${controller.replace('Controller', '')}_${method}` });
}
