<!-- arrondissements.sld -->
<?xml version="1.0" ?>
<StyledLayerDescriptor xmlns="http://www.opengis.net/sld" version="1.0.0">
 <NamedLayer>
  <Name>arrondissements</Name>
  <UserStyle>
   <Name>arrondissements</Name>
   <FeatureTypeStyle>
    <Rule>
     <Title>arrondissements</Title>
     <LineSymbolizer>
      <Stroke>
       <CssParameter name="stroke">#82755f</CssParameter>
       <CssParameter name="stroke-width">0.8</CssParameter>
       <CssParameter name="stroke-linejoin">round</CssParameter>
      </Stroke>
     </LineSymbolizer>
    </Rule>
   </FeatureTypeStyle>
  </UserStyle>
 </NamedLayer>
</StyledLayerDescriptor>
<!-- barricades.sld -->
<?xml version="1.0" ?>
<StyledLayerDescriptor xmlns="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.0.0">
 <NamedLayer>
  <Name>barricades</Name>
  <UserStyle>
   <Name>barricades</Name>
   <FeatureTypeStyle>
    <Rule>
     <Title>Barricade, Commune</Title>
     <ogc:Filter>
      <ogc:And>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>kind</ogc:PropertyName>
        <ogc:Literal>barricade</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:PropertyIsNull>
        <ogc:PropertyName>outcome</ogc:PropertyName>
       </ogc:PropertyIsNull>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>actor</ogc:PropertyName>
        <ogc:Literal>commune</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:Not>
        <ogc:PropertyIsEqualTo>
         <ogc:PropertyName>dating</ogc:PropertyName>
         <ogc:Literal>undated</ogc:Literal>
        </ogc:PropertyIsEqualTo>
       </ogc:Not>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>certainty</ogc:PropertyName>
        <ogc:Literal>certain</ogc:Literal>
       </ogc:PropertyIsEqualTo>
      </ogc:And>
     </ogc:Filter>
     <PointSymbolizer>
      <Graphic>
       <ExternalGraphic>
        <OnlineResource xlink:type="simple" xlink:href="barricade-97281b.svg"/>
        <Format>image/svg+xml</Format>
       </ExternalGraphic>
       <Size>18</Size>
      </Graphic>
     </PointSymbolizer>
    </Rule>
    <Rule>
     <Title>Barricade, Commune, less certain</Title>
     <ogc:Filter>
      <ogc:And>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>kind</ogc:PropertyName>
        <ogc:Literal>barricade</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:PropertyIsNull>
        <ogc:PropertyName>outcome</ogc:PropertyName>
       </ogc:PropertyIsNull>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>actor</ogc:PropertyName>
        <ogc:Literal>commune</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:Not>
        <ogc:PropertyIsEqualTo>
         <ogc:PropertyName>dating</ogc:PropertyName>
         <ogc:Literal>undated</ogc:Literal>
        </ogc:PropertyIsEqualTo>
       </ogc:Not>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>certainty</ogc:PropertyName>
        <ogc:Literal>less-certain</ogc:Literal>
       </ogc:PropertyIsEqualTo>
      </ogc:And>
     </ogc:Filter>
     <PointSymbolizer>
      <Graphic>
       <ExternalGraphic>
        <OnlineResource xlink:type="simple" xlink:href="barricade-97281b-hollow.svg"/>
        <Format>image/svg+xml</Format>
       </ExternalGraphic>
       <Size>18</Size>
      </Graphic>
     </PointSymbolizer>
    </Rule>
   </FeatureTypeStyle>
  </UserStyle>
 </NamedLayer>
</StyledLayerDescriptor>
<!-- basemap_water.sld -->
<?xml version="1.0" ?>
<StyledLayerDescriptor xmlns="http://www.opengis.net/sld" version="1.0.0">
 <NamedLayer>
  <Name>basemap_water</Name>
  <UserStyle>
   <Name>basemap_water</Name>
   <FeatureTypeStyle>
    <Rule>
     <Title>basemap_water</Title>
     <PolygonSymbolizer>
      <Fill>
       <CssParameter name="fill">#cbd8dc</CssParameter>
       <CssParameter name="fill-opacity">1</CssParameter>
      </Fill>
     </PolygonSymbolizer>
    </Rule>
   </FeatureTypeStyle>
  </UserStyle>
 </NamedLayer>
</StyledLayerDescriptor>
<!-- columns.sld -->
<?xml version="1.0" ?>
<StyledLayerDescriptor xmlns="http://www.opengis.net/sld" version="1.0.0">
 <NamedLayer>
  <Name>columns</Name>
  <UserStyle>
   <Name>columns</Name>
   <FeatureTypeStyle>
    <Rule>
     <Title>columns</Title>
     <LineSymbolizer>
      <Stroke>
       <CssParameter name="stroke">#2f4f73</CssParameter>
       <CssParameter name="stroke-width">2</CssParameter>
       <CssParameter name="stroke-linejoin">round</CssParameter>
      </Stroke>
     </LineSymbolizer>
    </Rule>
   </FeatureTypeStyle>
  </UserStyle>
 </NamedLayer>
</StyledLayerDescriptor>
<!-- control.sld -->
<?xml version="1.0" ?>
<StyledLayerDescriptor xmlns="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc" version="1.0.0">
 <NamedLayer>
  <Name>control</Name>
  <UserStyle>
   <Name>control</Name>
   <FeatureTypeStyle>
    <Rule>
     <Title>held by the Commune</Title>
     <ogc:Filter>
      <ogc:PropertyIsEqualTo>
       <ogc:PropertyName>status</ogc:PropertyName>
       <ogc:Literal>commune</ogc:Literal>
      </ogc:PropertyIsEqualTo>
     </ogc:Filter>
     <PolygonSymbolizer>
      <Fill>
       <CssParameter name="fill">#e1c9b8</CssParameter>
       <CssParameter name="fill-opacity">0.7</CssParameter>
      </Fill>
     </PolygonSymbolizer>
    </Rule>
    <Rule>
     <Title>held by the army</Title>
     <ogc:Filter>
      <ogc:PropertyIsEqualTo>
       <ogc:PropertyName>status</ogc:PropertyName>
       <ogc:Literal>versailles</ogc:Literal>
      </ogc:PropertyIsEqualTo>
     </ogc:Filter>
     <PolygonSymbolizer>
      <Fill>
       <CssParameter name="fill">#bbc1c2</CssParameter>
       <CssParameter name="fill-opacity">0.7</CssParameter>
      </Fill>
     </PolygonSymbolizer>
    </Rule>
    <Rule>
     <Title>fought over</Title>
     <ElseFilter/>
     <PolygonSymbolizer>
      <Fill>
       <CssParameter name="fill">#cebfa5</CssParameter>
       <CssParameter name="fill-opacity">0.7</CssParameter>
      </Fill>
     </PolygonSymbolizer>
    </Rule>
   </FeatureTypeStyle>
  </UserStyle>
 </NamedLayer>
</StyledLayerDescriptor>
<!-- damage.sld -->
<?xml version="1.0" ?>
<StyledLayerDescriptor xmlns="http://www.opengis.net/sld" version="1.0.0">
 <NamedLayer>
  <Name>damage</Name>
  <UserStyle>
   <Name>damage</Name>
   <FeatureTypeStyle>
    <Rule>
     <Title>damage</Title>
     <PointSymbolizer>
      <Graphic>
       <Mark>
        <WellKnownName>circle</WellKnownName>
        <Fill>
         <CssParameter name="fill">#c0390f</CssParameter>
         <CssParameter name="fill-opacity">1</CssParameter>
        </Fill>
       </Mark>
       <Size>3</Size>
      </Graphic>
     </PointSymbolizer>
    </Rule>
   </FeatureTypeStyle>
  </UserStyle>
 </NamedLayer>
</StyledLayerDescriptor>
<!-- events.sld -->
<?xml version="1.0" ?>
<StyledLayerDescriptor xmlns="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.0.0">
 <NamedLayer>
  <Name>events</Name>
  <UserStyle>
   <Name>events</Name>
   <FeatureTypeStyle>
    <Rule>
     <Title>Barricade, Commune</Title>
     <ogc:Filter>
      <ogc:And>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>kind</ogc:PropertyName>
        <ogc:Literal>barricade</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:PropertyIsNull>
        <ogc:PropertyName>outcome</ogc:PropertyName>
       </ogc:PropertyIsNull>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>actor</ogc:PropertyName>
        <ogc:Literal>commune</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:Not>
        <ogc:PropertyIsEqualTo>
         <ogc:PropertyName>dating</ogc:PropertyName>
         <ogc:Literal>undated</ogc:Literal>
        </ogc:PropertyIsEqualTo>
       </ogc:Not>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>certainty</ogc:PropertyName>
        <ogc:Literal>certain</ogc:Literal>
       </ogc:PropertyIsEqualTo>
      </ogc:And>
     </ogc:Filter>
     <PointSymbolizer>
      <Graphic>
       <ExternalGraphic>
        <OnlineResource xlink:type="simple" xlink:href="barricade-97281b.svg"/>
        <Format>image/svg+xml</Format>
       </ExternalGraphic>
       <Size>18</Size>
      </Graphic>
     </PointSymbolizer>
    </Rule>
    <Rule>
     <Title>Barricade, Commune, less certain</Title>
     <ogc:Filter>
      <ogc:And>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>kind</ogc:PropertyName>
        <ogc:Literal>barricade</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:PropertyIsNull>
        <ogc:PropertyName>outcome</ogc:PropertyName>
       </ogc:PropertyIsNull>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>actor</ogc:PropertyName>
        <ogc:Literal>commune</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:Not>
        <ogc:PropertyIsEqualTo>
         <ogc:PropertyName>dating</ogc:PropertyName>
         <ogc:Literal>undated</ogc:Literal>
        </ogc:PropertyIsEqualTo>
       </ogc:Not>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>certainty</ogc:PropertyName>
        <ogc:Literal>less-certain</ogc:Literal>
       </ogc:PropertyIsEqualTo>
      </ogc:And>
     </ogc:Filter>
     <PointSymbolizer>
      <Graphic>
       <ExternalGraphic>
        <OnlineResource xlink:type="simple" xlink:href="barricade-97281b-hollow.svg"/>
        <Format>image/svg+xml</Format>
       </ExternalGraphic>
       <Size>18</Size>
      </Graphic>
     </PointSymbolizer>
    </Rule>
    <Rule>
     <Title>Burial, civilians</Title>
     <ogc:Filter>
      <ogc:And>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>kind</ogc:PropertyName>
        <ogc:Literal>burial</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:PropertyIsNull>
        <ogc:PropertyName>outcome</ogc:PropertyName>
       </ogc:PropertyIsNull>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>actor</ogc:PropertyName>
        <ogc:Literal>civilian</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:Not>
        <ogc:PropertyIsEqualTo>
         <ogc:PropertyName>dating</ogc:PropertyName>
         <ogc:Literal>undated</ogc:Literal>
        </ogc:PropertyIsEqualTo>
       </ogc:Not>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>certainty</ogc:PropertyName>
        <ogc:Literal>certain</ogc:Literal>
       </ogc:PropertyIsEqualTo>
      </ogc:And>
     </ogc:Filter>
     <PointSymbolizer>
      <Graphic>
       <ExternalGraphic>
        <OnlineResource xlink:type="simple" xlink:href="burial-231f1a.svg"/>
        <Format>image/svg+xml</Format>
       </ExternalGraphic>
       <Size>18</Size>
      </Graphic>
     </PointSymbolizer>
    </Rule>
    <Rule>
     <Title>Taken by the army, Versailles army</Title>
     <ogc:Filter>
      <ogc:And>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>kind</ogc:PropertyName>
        <ogc:Literal>capture</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:PropertyIsNull>
        <ogc:PropertyName>outcome</ogc:PropertyName>
       </ogc:PropertyIsNull>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>actor</ogc:PropertyName>
        <ogc:Literal>versailles</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:Not>
        <ogc:PropertyIsEqualTo>
         <ogc:PropertyName>dating</ogc:PropertyName>
         <ogc:Literal>undated</ogc:Literal>
        </ogc:PropertyIsEqualTo>
       </ogc:Not>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>certainty</ogc:PropertyName>
        <ogc:Literal>certain</ogc:Literal>
       </ogc:PropertyIsEqualTo>
      </ogc:And>
     </ogc:Filter>
     <PointSymbolizer>
      <Graphic>
       <ExternalGraphic>
        <OnlineResource xlink:type="simple" xlink:href="capture-2f4f73.svg"/>
        <Format>image/svg+xml</Format>
       </ExternalGraphic>
       <Size>18</Size>
      </Graphic>
     </PointSymbolizer>
    </Rule>
    <Rule>
     <Title>Execution, Versailles army, uncertain</Title>
     <ogc:Filter>
      <ogc:And>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>kind</ogc:PropertyName>
        <ogc:Literal>execution</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:PropertyIsNull>
        <ogc:PropertyName>outcome</ogc:PropertyName>
       </ogc:PropertyIsNull>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>actor</ogc:PropertyName>
        <ogc:Literal>versailles</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:Not>
        <ogc:PropertyIsEqualTo>
         <ogc:PropertyName>dating</ogc:PropertyName>
         <ogc:Literal>undated</ogc:Literal>
        </ogc:PropertyIsEqualTo>
       </ogc:Not>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>certainty</ogc:PropertyName>
        <ogc:Literal>uncertain</ogc:Literal>
       </ogc:PropertyIsEqualTo>
      </ogc:And>
     </ogc:Filter>
     <PointSymbolizer>
      <Graphic>
       <ExternalGraphic>
        <OnlineResource xlink:type="simple" xlink:href="execution-231f1a-hollow.svg"/>
        <Format>image/svg+xml</Format>
       </ExternalGraphic>
       <Opacity>0.55</Opacity>
       <Size>18</Size>
      </Graphic>
     </PointSymbolizer>
    </Rule>
    <Rule>
     <Title>Fighting, both sides</Title>
     <ogc:Filter>
      <ogc:And>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>kind</ogc:PropertyName>
        <ogc:Literal>fight</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:PropertyIsNull>
        <ogc:PropertyName>outcome</ogc:PropertyName>
       </ogc:PropertyIsNull>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>actor</ogc:PropertyName>
        <ogc:Literal>both</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:Not>
        <ogc:PropertyIsEqualTo>
         <ogc:PropertyName>dating</ogc:PropertyName>
         <ogc:Literal>undated</ogc:Literal>
        </ogc:PropertyIsEqualTo>
       </ogc:Not>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>certainty</ogc:PropertyName>
        <ogc:Literal>certain</ogc:Literal>
       </ogc:PropertyIsEqualTo>
      </ogc:And>
     </ogc:Filter>
     <PointSymbolizer>
      <Graphic>
       <ExternalGraphic>
        <OnlineResource xlink:type="simple" xlink:href="fight-231f1a.svg"/>
        <Format>image/svg+xml</Format>
       </ExternalGraphic>
       <Size>18</Size>
      </Graphic>
     </PointSymbolizer>
    </Rule>
    <Rule>
     <Title>Fire, unknown, less certain</Title>
     <ogc:Filter>
      <ogc:And>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>kind</ogc:PropertyName>
        <ogc:Literal>fire</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>outcome</ogc:PropertyName>
        <ogc:Literal>burnt</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>actor</ogc:PropertyName>
        <ogc:Literal>unknown</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:Not>
        <ogc:PropertyIsEqualTo>
         <ogc:PropertyName>dating</ogc:PropertyName>
         <ogc:Literal>undated</ogc:Literal>
        </ogc:PropertyIsEqualTo>
       </ogc:Not>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>certainty</ogc:PropertyName>
        <ogc:Literal>less-certain</ogc:Literal>
       </ogc:PropertyIsEqualTo>
      </ogc:And>
     </ogc:Filter>
     <PointSymbolizer>
      <Graphic>
       <ExternalGraphic>
        <OnlineResource xlink:type="simple" xlink:href="fire-c0390f-hollow.svg"/>
        <Format>image/svg+xml</Format>
       </ExternalGraphic>
       <Size>18</Size>
      </Graphic>
     </PointSymbolizer>
    </Rule>
    <Rule>
     <Title>Fire, saved, unknown</Title>
     <ogc:Filter>
      <ogc:And>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>kind</ogc:PropertyName>
        <ogc:Literal>fire</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>outcome</ogc:PropertyName>
        <ogc:Literal>saved</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>actor</ogc:PropertyName>
        <ogc:Literal>unknown</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:Not>
        <ogc:PropertyIsEqualTo>
         <ogc:PropertyName>dating</ogc:PropertyName>
         <ogc:Literal>undated</ogc:Literal>
        </ogc:PropertyIsEqualTo>
       </ogc:Not>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>certainty</ogc:PropertyName>
        <ogc:Literal>certain</ogc:Literal>
       </ogc:PropertyIsEqualTo>
      </ogc:And>
     </ogc:Filter>
     <PointSymbolizer>
      <Graphic>
       <ExternalGraphic>
        <OnlineResource xlink:type="simple" xlink:href="fire-prevented-231f1a.svg"/>
        <Format>image/svg+xml</Format>
       </ExternalGraphic>
       <Size>18</Size>
      </Graphic>
     </PointSymbolizer>
    </Rule>
    <Rule>
     <Title>Headquarters, Versailles army</Title>
     <ogc:Filter>
      <ogc:And>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>kind</ogc:PropertyName>
        <ogc:Literal>headquarters</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:PropertyIsNull>
        <ogc:PropertyName>outcome</ogc:PropertyName>
       </ogc:PropertyIsNull>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>actor</ogc:PropertyName>
        <ogc:Literal>versailles</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:Not>
        <ogc:PropertyIsEqualTo>
         <ogc:PropertyName>dating</ogc:PropertyName>
         <ogc:Literal>undated</ogc:Literal>
        </ogc:PropertyIsEqualTo>
       </ogc:Not>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>certainty</ogc:PropertyName>
        <ogc:Literal>certain</ogc:Literal>
       </ogc:PropertyIsEqualTo>
      </ogc:And>
     </ogc:Filter>
     <PointSymbolizer>
      <Graphic>
       <ExternalGraphic>
        <OnlineResource xlink:type="simple" xlink:href="headquarters-2f4f73.svg"/>
        <Format>image/svg+xml</Format>
       </ExternalGraphic>
       <Size>18</Size>
      </Graphic>
     </PointSymbolizer>
    </Rule>
   </FeatureTypeStyle>
  </UserStyle>
 </NamedLayer>
</StyledLayerDescriptor>
<!-- executions.sld -->
<?xml version="1.0" ?>
<StyledLayerDescriptor xmlns="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.0.0">
 <NamedLayer>
  <Name>executions</Name>
  <UserStyle>
   <Name>executions</Name>
   <FeatureTypeStyle>
    <Rule>
     <Title>Execution, Versailles army, uncertain</Title>
     <ogc:Filter>
      <ogc:And>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>kind</ogc:PropertyName>
        <ogc:Literal>execution</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:PropertyIsNull>
        <ogc:PropertyName>outcome</ogc:PropertyName>
       </ogc:PropertyIsNull>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>actor</ogc:PropertyName>
        <ogc:Literal>versailles</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:Not>
        <ogc:PropertyIsEqualTo>
         <ogc:PropertyName>dating</ogc:PropertyName>
         <ogc:Literal>undated</ogc:Literal>
        </ogc:PropertyIsEqualTo>
       </ogc:Not>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>certainty</ogc:PropertyName>
        <ogc:Literal>uncertain</ogc:Literal>
       </ogc:PropertyIsEqualTo>
      </ogc:And>
     </ogc:Filter>
     <PointSymbolizer>
      <Graphic>
       <ExternalGraphic>
        <OnlineResource xlink:type="simple" xlink:href="execution-231f1a-hollow.svg"/>
        <Format>image/svg+xml</Format>
       </ExternalGraphic>
       <Opacity>0.55</Opacity>
       <Size>18</Size>
      </Graphic>
     </PointSymbolizer>
    </Rule>
   </FeatureTypeStyle>
  </UserStyle>
 </NamedLayer>
</StyledLayerDescriptor>
<!-- fires.sld -->
<?xml version="1.0" ?>
<StyledLayerDescriptor xmlns="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.0.0">
 <NamedLayer>
  <Name>fires</Name>
  <UserStyle>
   <Name>fires</Name>
   <FeatureTypeStyle>
    <Rule>
     <Title>Fire, unknown, less certain</Title>
     <ogc:Filter>
      <ogc:And>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>kind</ogc:PropertyName>
        <ogc:Literal>fire</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>outcome</ogc:PropertyName>
        <ogc:Literal>burnt</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>actor</ogc:PropertyName>
        <ogc:Literal>unknown</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:Not>
        <ogc:PropertyIsEqualTo>
         <ogc:PropertyName>dating</ogc:PropertyName>
         <ogc:Literal>undated</ogc:Literal>
        </ogc:PropertyIsEqualTo>
       </ogc:Not>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>certainty</ogc:PropertyName>
        <ogc:Literal>less-certain</ogc:Literal>
       </ogc:PropertyIsEqualTo>
      </ogc:And>
     </ogc:Filter>
     <PointSymbolizer>
      <Graphic>
       <ExternalGraphic>
        <OnlineResource xlink:type="simple" xlink:href="fire-c0390f-hollow.svg"/>
        <Format>image/svg+xml</Format>
       </ExternalGraphic>
       <Size>18</Size>
      </Graphic>
     </PointSymbolizer>
    </Rule>
    <Rule>
     <Title>Fire, saved, unknown</Title>
     <ogc:Filter>
      <ogc:And>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>kind</ogc:PropertyName>
        <ogc:Literal>fire</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>outcome</ogc:PropertyName>
        <ogc:Literal>saved</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>actor</ogc:PropertyName>
        <ogc:Literal>unknown</ogc:Literal>
       </ogc:PropertyIsEqualTo>
       <ogc:Not>
        <ogc:PropertyIsEqualTo>
         <ogc:PropertyName>dating</ogc:PropertyName>
         <ogc:Literal>undated</ogc:Literal>
        </ogc:PropertyIsEqualTo>
       </ogc:Not>
       <ogc:PropertyIsEqualTo>
        <ogc:PropertyName>certainty</ogc:PropertyName>
        <ogc:Literal>certain</ogc:Literal>
       </ogc:PropertyIsEqualTo>
      </ogc:And>
     </ogc:Filter>
     <PointSymbolizer>
      <Graphic>
       <ExternalGraphic>
        <OnlineResource xlink:type="simple" xlink:href="fire-prevented-231f1a.svg"/>
        <Format>image/svg+xml</Format>
       </ExternalGraphic>
       <Size>18</Size>
      </Graphic>
     </PointSymbolizer>
    </Rule>
   </FeatureTypeStyle>
  </UserStyle>
 </NamedLayer>
</StyledLayerDescriptor>
<!-- fronts.sld -->
<?xml version="1.0" ?>
<StyledLayerDescriptor xmlns="http://www.opengis.net/sld" version="1.0.0">
 <NamedLayer>
  <Name>fronts</Name>
  <UserStyle>
   <Name>fronts</Name>
   <FeatureTypeStyle>
    <Rule>
     <Title>fronts</Title>
     <LineSymbolizer>
      <Stroke>
       <CssParameter name="stroke">#231f1a</CssParameter>
       <CssParameter name="stroke-width">2</CssParameter>
       <CssParameter name="stroke-linejoin">round</CssParameter>
       <CssParameter name="stroke-dasharray">8 4</CssParameter>
      </Stroke>
     </LineSymbolizer>
    </Rule>
   </FeatureTypeStyle>
  </UserStyle>
 </NamedLayer>
</StyledLayerDescriptor>
<!-- streets.sld -->
<?xml version="1.0" ?>
<StyledLayerDescriptor xmlns="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc" version="1.0.0">
 <NamedLayer>
  <Name>streets</Name>
  <UserStyle>
   <Name>streets</Name>
   <FeatureTypeStyle>
    <Rule>
     <Title>streets</Title>
     <LineSymbolizer>
      <Stroke>
       <CssParameter name="stroke">#fffdf8</CssParameter>
       <CssParameter name="stroke-width">2</CssParameter>
       <CssParameter name="stroke-linejoin">round</CssParameter>
      </Stroke>
     </LineSymbolizer>
    </Rule>
    <Rule>
     <Title>streets: names</Title>
     <MaxScaleDenominator>12000</MaxScaleDenominator>
     <TextSymbolizer>
      <Label>
       <ogc:PropertyName>name_1871</ogc:PropertyName>
      </Label>
      <Font>
       <CssParameter name="font-family">Serif</CssParameter>
       <CssParameter name="font-size">10</CssParameter>
      </Font>
      <LabelPlacement>
       <LinePlacement/>
      </LabelPlacement>
      <Fill>
       <CssParameter name="fill">#231f1a</CssParameter>
      </Fill>
     </TextSymbolizer>
    </Rule>
   </FeatureTypeStyle>
  </UserStyle>
 </NamedLayer>
</StyledLayerDescriptor>
